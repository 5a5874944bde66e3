using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class HelmProvenanceConfiguration : IEntityTypeConfiguration<HelmProvenance>
{
    public void Configure(EntityTypeBuilder<HelmProvenance> builder)
    {
        builder.ToTable("HelmProvenances");
        builder.HasKey(p => p.PackageFileId);
        builder.Property(p => p.PackageFileId).ValueGeneratedNever();
        builder.HasIndex(p => p.ChartFileId);
        builder.HasOne<PackageFile>().WithOne().HasForeignKey<HelmProvenance>(p => p.PackageFileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PackageFile>().WithMany().HasForeignKey(p => p.ChartFileId).OnDelete(DeleteBehavior.Cascade);
    }
}
