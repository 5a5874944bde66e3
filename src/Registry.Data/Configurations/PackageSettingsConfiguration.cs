using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackageSettingsConfiguration : IEntityTypeConfiguration<PackageSettings>
{
    public void Configure(EntityTypeBuilder<PackageSettings> builder)
    {
        builder.ToTable("PackageSettings");
        builder.HasKey(s => new { s.ProjectId, s.Type });
        builder.HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
