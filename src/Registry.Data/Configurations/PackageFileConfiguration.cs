using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageFileConfiguration : IEntityTypeConfiguration<PackageFile>
{
    public void Configure(EntityTypeBuilder<PackageFile> builder)
    {
        builder.ToTable("PackageFiles");
        builder.ComplexProperty(f => f.Creator);
        builder.HasIndex(f => new { f.PackageId, f.Id });
        builder.HasIndex(f => f.Sha256);
        builder.HasIndex(f => f.DeletedAt);
        builder.HasOne<Package>().WithMany().HasForeignKey(f => f.PackageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Blob>().WithMany().HasForeignKey(f => f.Sha256).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Pipeline>().WithMany().HasForeignKey(f => f.PipelineId).OnDelete(DeleteBehavior.SetNull);
    }
}
