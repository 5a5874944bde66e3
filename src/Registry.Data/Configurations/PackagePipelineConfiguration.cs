using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PackagePipelineConfiguration : IEntityTypeConfiguration<PackagePipeline>
{
    public void Configure(EntityTypeBuilder<PackagePipeline> builder)
    {
        builder.ToTable("PackagePipelines");
        builder.HasKey(p => new { p.PackageId, p.PipelineId });
        builder.HasOne<Package>().WithMany().HasForeignKey(p => p.PackageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Pipeline>().WithMany().HasForeignKey(p => p.PipelineId).OnDelete(DeleteBehavior.Cascade);
    }
}
