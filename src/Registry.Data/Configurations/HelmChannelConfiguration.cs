using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class HelmChannelConfiguration : IEntityTypeConfiguration<HelmChannel>
{
    public void Configure(EntityTypeBuilder<HelmChannel> builder)
    {
        builder.ToTable("HelmChannels");
        builder.HasKey(c => new { c.ProjectId, c.Name });
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
