using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Registry.Data.Entities;

namespace Registry.Data.Configurations;

internal sealed class PersonalAccessTokenProjectConfiguration : IEntityTypeConfiguration<PersonalAccessTokenProject>
{
    public void Configure(EntityTypeBuilder<PersonalAccessTokenProject> builder)
    {
        builder.ToTable("PersonalAccessTokenProjects");
        builder.HasKey(t => new { t.TokenId, t.ProjectId });
        builder.HasOne<PersonalAccessToken>().WithMany().HasForeignKey(t => t.TokenId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
