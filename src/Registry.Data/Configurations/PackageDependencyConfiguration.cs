using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageDependencyConfiguration : IEntityTypeConfiguration<PackageDependency>
{
    public void Configure(EntityTypeBuilder<PackageDependency> builder)
    {
        builder.ToTable("PackageDependencies");
        builder.HasKey(d => new { d.PackageNameId, d.Kind, d.Name });
        builder.HasIndex(d => d.Name);
        builder.HasOne<PackageName>().WithMany().HasForeignKey(d => d.PackageNameId).OnDelete(DeleteBehavior.Cascade);
    }
}
