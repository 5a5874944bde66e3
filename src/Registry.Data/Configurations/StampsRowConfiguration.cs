using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class StampsRowConfiguration : IEntityTypeConfiguration<StampsRow>
{
    public void Configure(EntityTypeBuilder<StampsRow> builder)
    {
        builder.ToTable("Stamps", table => table.HasCheckConstraint("CK_Stamps_OneRow", "\"Id\" = 1"));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new StampsRow());
    }
}
