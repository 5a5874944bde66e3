using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class TrustedPublisherConfiguration : IEntityTypeConfiguration<TrustedPublisher>
{
    public void Configure(EntityTypeBuilder<TrustedPublisher> builder)
    {
        builder.ToTable("TrustedPublishers");
        builder.Property(p => p.Name).HasMaxLength(255);
        builder.HasIndex(p => new { p.ProjectId, p.Issuer });
        builder.HasIndex(p => p.Issuer);
        builder.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
