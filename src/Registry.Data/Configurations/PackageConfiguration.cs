using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageConfiguration : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> builder)
    {
        builder.ToTable("Packages");
        builder.Property(p => p.StatusMessage).HasMaxLength(255);
        builder.ComplexProperty(p => p.Creator);

        // The database, not a prior SELECT, decides which of two racing publishers makes the row.
        // A deleted version can be published again at once.
        builder.HasIndex(p => new { p.ProjectId, p.Type, p.Name, p.Version })
            .IsUnique()
            .HasFilter($"\"Status\" <> {(int)PackageStatus.PendingDestruction}");
        builder.HasIndex(p => new { p.PackageNameId, p.Id });
        builder.HasIndex(p => new { p.ProjectId, p.CreatedAt });
        builder.HasIndex(p => new { p.ProjectId, p.Id });
        builder.HasIndex(p => p.UpdatedAt); // what changed last is searched anew
        builder.HasIndex(p => p.DeletedAt);
        builder.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PackageName>().WithMany().HasForeignKey(p => p.PackageNameId).OnDelete(DeleteBehavior.Cascade);
    }
}
