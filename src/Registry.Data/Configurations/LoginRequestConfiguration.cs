using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class LoginRequestConfiguration : IEntityTypeConfiguration<LoginRequest>
{
    public void Configure(EntityTypeBuilder<LoginRequest> builder)
    {
        builder.ToTable("LoginRequests");
        builder.HasIndex(r => r.ConfirmDigest).IsUnique();
        builder.HasIndex(r => r.PollDigest).IsUnique();
        builder.HasIndex(r => r.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
