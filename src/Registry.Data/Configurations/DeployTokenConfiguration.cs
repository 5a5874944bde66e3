using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class DeployTokenConfiguration : IEntityTypeConfiguration<DeployToken>
{
    public void Configure(EntityTypeBuilder<DeployToken> builder)
    {
        builder.ToTable("DeployTokens", table => table.HasCheckConstraint(
            "CK_DeployTokens_OneTarget", "(\"GroupId\" IS NULL) <> (\"ProjectId\" IS NULL)"));
        builder.Property(t => t.Name).HasMaxLength(255);
        builder.Property(t => t.Username).HasMaxLength(255);
        builder.HasIndex(t => t.Digest).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Group>().WithMany().HasForeignKey(t => t.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}
