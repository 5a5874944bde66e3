using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class NpmMetadataConfiguration : IEntityTypeConfiguration<NpmMetadata>
{
    public void Configure(EntityTypeBuilder<NpmMetadata> builder)
    {
        builder.ToTable("NpmMetadata");
        builder.HasKey(m => m.PackageId);
        builder.Property(m => m.PackageId).ValueGeneratedNever();
        builder.HasOne<Package>().WithOne().HasForeignKey<NpmMetadata>(m => m.PackageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PackageFile>().WithOne().HasForeignKey<NpmMetadata>(m => m.PackageFileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PackageFile>().WithOne().HasForeignKey<NpmMetadata>(m => m.AttestationFileId).OnDelete(DeleteBehavior.SetNull);
    }
}
