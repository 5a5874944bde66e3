using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class HelmFileMetadataConfiguration : IEntityTypeConfiguration<HelmFileMetadata>
{
    public void Configure(EntityTypeBuilder<HelmFileMetadata> builder)
    {
        builder.ToTable("HelmFileMetadata");
        builder.HasKey(m => m.PackageFileId);
        builder.Property(m => m.PackageFileId).ValueGeneratedNever();
        builder.HasIndex(m => new { m.ProjectId, m.Channel });
        builder.HasOne<PackageFile>().WithOne().HasForeignKey<HelmFileMetadata>(m => m.PackageFileId).OnDelete(DeleteBehavior.Cascade);
    }
}
