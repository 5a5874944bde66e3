using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageSearchEntryConfiguration : IEntityTypeConfiguration<PackageSearchEntry>
{
    public void Configure(EntityTypeBuilder<PackageSearchEntry> builder)
    {
        builder.ToTable("PackageSearchEntries");
        builder.HasKey(e => e.PackageNameId);
        builder.Property(e => e.PackageNameId).ValueGeneratedNever();
        builder.HasIndex(e => e.IndexedAt);
        builder.HasOne<PackageName>().WithMany().HasForeignKey(e => e.PackageNameId).OnDelete(DeleteBehavior.Cascade);
    }
}
