using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageTagConfiguration : IEntityTypeConfiguration<PackageTag>
{
    public void Configure(EntityTypeBuilder<PackageTag> builder)
    {
        builder.ToTable("PackageTags");
        builder.HasKey(t => new { t.PackageNameId, t.Name });
        builder.HasIndex(t => t.PackageId);
        builder.HasOne<PackageName>().WithMany().HasForeignKey(t => t.PackageNameId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Package>().WithMany().HasForeignKey(t => t.PackageId).OnDelete(DeleteBehavior.Cascade);
    }
}
