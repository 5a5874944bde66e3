using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageDownloadDayConfiguration : IEntityTypeConfiguration<PackageDownloadDay>
{
    public void Configure(EntityTypeBuilder<PackageDownloadDay> builder)
    {
        builder.ToTable("PackageDownloadDays");
        builder.HasKey(d => new { d.PackageId, d.Day });
        builder.HasIndex(d => d.Day);
        builder.HasOne<Package>().WithMany().HasForeignKey(d => d.PackageId).OnDelete(DeleteBehavior.Cascade);
    }
}
