using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class ProtectionRuleConfiguration : IEntityTypeConfiguration<ProtectionRule>
{
    public void Configure(EntityTypeBuilder<ProtectionRule> builder)
    {
        builder.ToTable("ProtectionRules");
        builder.Property(r => r.NamePattern).HasMaxLength(255);
        builder.HasIndex(r => new { r.ProjectId, r.Type, r.NamePattern }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
