using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class SpentIdTokenConfiguration : IEntityTypeConfiguration<SpentIdToken>
{
    public void Configure(EntityTypeBuilder<SpentIdToken> builder)
    {
        builder.ToTable("SpentIdTokens");
        builder.HasKey(t => t.Digest);
        builder.HasIndex(t => t.ExpiresAt);
    }
}
