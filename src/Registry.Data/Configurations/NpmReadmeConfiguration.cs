using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class NpmReadmeConfiguration : IEntityTypeConfiguration<NpmReadme>
{
    public void Configure(EntityTypeBuilder<NpmReadme> builder)
    {
        builder.ToTable("NpmReadmes");
        builder.HasKey(r => r.PackageId);
        builder.Property(r => r.PackageId).ValueGeneratedNever();
        builder.HasOne<Package>().WithOne().HasForeignKey<NpmReadme>(r => r.PackageId).OnDelete(DeleteBehavior.Cascade);
    }
}
