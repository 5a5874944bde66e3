using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageNameConfiguration : IEntityTypeConfiguration<PackageName>
{
    public void Configure(EntityTypeBuilder<PackageName> builder)
    {
        builder.ToTable("PackageNames");
        builder.HasIndex(n => new { n.ProjectId, n.Type, n.Name }).IsUnique();
        builder.HasIndex(n => new { n.Type, n.Name });
        builder.HasIndex(n => new { n.Type, n.Scope });
        builder.HasOne<Project>().WithMany().HasForeignKey(n => n.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
