using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Administration;

/// <summary>How much of everything there is.</summary>
internal sealed class InstanceCounts(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);

    public async Task<InstanceSummary> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - Recently;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return new InstanceSummary(
            await database.Users.CountAsync(cancellationToken),
            await database.Users.CountAsync(user => user.IsAdmin, cancellationToken),
            await database.Users.CountAsync(user => user.BlockedAt != null, cancellationToken),
            await database.Groups.CountAsync(group => group.UserId == null, cancellationToken),
            await database.Projects.CountAsync(cancellationToken),
            await database.PackageNames.CountAsync(name => database.Packages.Any(
                package => package.PackageNameId == name.Id && package.Status != PackageStatus.PendingDestruction), cancellationToken),
            await database.Packages.CountAsync(package => package.Status != PackageStatus.PendingDestruction, cancellationToken),
            await database.Packages.CountAsync(package => package.CreatedAt >= since && package.Status != PackageStatus.PendingDestruction, cancellationToken),
            await database.Packages.CountAsync(package => package.Status == PackageStatus.Error, cancellationToken),
            await database.PersonalAccessTokens.CountAsync(token => token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now), cancellationToken),
            await database.DeployTokens.CountAsync(
                token => token.RevokedAt == null && token.DisabledAt == null && (token.ExpiresAt == null || token.ExpiresAt > now), cancellationToken));
    }
}

/// <param name="Packages">How many names there are.</param>
/// <param name="Recent">Versions of the last seven days.</param>
/// <param name="Damaged">Versions that cannot be installed since something is wrong with them.</param>
internal sealed record InstanceSummary(
    int Users, int Administrators, int Blocked, int Groups, int Projects, int Packages, int Versions, int Recent, int Damaged, int PersonalTokens, int DeployTokens);
