using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class GroupAncestorConfiguration : IEntityTypeConfiguration<GroupAncestor>
{
    public void Configure(EntityTypeBuilder<GroupAncestor> builder)
    {
        builder.ToTable("GroupAncestors");
        builder.HasKey(a => new { a.GroupId, a.AncestorId });
        builder.HasIndex(a => a.AncestorId);
        builder.HasOne<Group>().WithMany().HasForeignKey(a => a.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Group>().WithMany().HasForeignKey(a => a.AncestorId).OnDelete(DeleteBehavior.Cascade);
    }
}
