using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class RetiredPackageNameConfiguration : IEntityTypeConfiguration<RetiredPackageName>
{
    public void Configure(EntityTypeBuilder<RetiredPackageName> builder)
    {
        builder.ToTable("RetiredPackageNames");
        builder.HasKey(n => new { n.Type, n.Name });
        builder.HasIndex(n => new { n.Type, n.Scope });
    }
}
