using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Administration;

/// <summary>All tokens that people and programs hold, whosever they are. Secrets are not known to anybody.</summary>
internal sealed class TokenInventory(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    private static readonly TimeSpan LongUnused = TimeSpan.FromDays(90);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>Personal tokens that are not revoked, the newest first.</summary>
    public async Task<Paged<PersonalTokenLine>> ListPersonalAsync(TokenQuestion question, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = database.PersonalAccessTokens.AsNoTracking().Where(token => token.RevokedAt == null);
        if (question.UserId is { } owner)
        {
            tokens = tokens.Where(token => token.UserId == owner);
        }

        if (question.Part is { } part)
        {
            tokens = tokens.Where(token => token.Name.ToLower().Contains(part)
                || database.Users.Any(user => user.Id == token.UserId && user.UserName!.ToLower().Contains(part)));
        }

        return await page.ReadAsync(
            InState(tokens, question.State).OrderByDescending(token => token.Id).Join(database.Users, token => token.UserId, user => user.Id, (token, user) => new PersonalTokenLine(
                token.Id, token.Name, user.Id, user.UserName!, token.Scopes, token.IsBoundToProjects, token.CreatedAt, token.LastUsedAt, token.ExpiresAt)),
            cancellationToken);
    }

    /// <summary>Deploy tokens of all projects and groups, the newest first.</summary>
    public async Task<Paged<DeployTokenLine>> ListDeployAsync(TokenQuestion question, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = database.DeployTokens.AsNoTracking().Where(token => token.RevokedAt == null);
        if (question.Part is { } part)
        {
            tokens = tokens.Where(token => token.Name.ToLower().Contains(part) || token.Username.ToLower().Contains(part));
        }

        return await page.ReadAsync(
            InState(tokens, question.State).OrderByDescending(token => token.Id).Select(token => new DeployTokenLine(
                token.Id,
                token.Name,
                token.Username,
                token.ProjectId,
                token.GroupId,
                (token.ProjectId != null
                    ? database.Projects.Where(project => project.Id == token.ProjectId).Select(project => project.FullPath).FirstOrDefault()
                    : database.Groups.Where(group => group.Id == token.GroupId).Select(group => group.FullPath).FirstOrDefault()) ?? "",
                token.Scopes,
                token.DisabledAt != null,
                token.LastUsedAt,
                token.ExpiresAt)),
            cancellationToken);
    }

    private IQueryable<TToken> InState<TToken>(IQueryable<TToken> tokens, TokenState state)
        where TToken : class, IExpiringToken
    {
        var now = time.GetUtcNow();
        var (unused, soon) = (now - LongUnused, now + Soon);
        return state switch
        {
            TokenState.LongUnused => tokens.Where(token => (token.LastUsedAt ?? token.CreatedAt) <= unused),
            TokenState.ExpiresSoon => tokens.Where(token => token.ExpiresAt > now && token.ExpiresAt <= soon),
            TokenState.NeverExpires => tokens.Where(token => token.ExpiresAt == null),
            TokenState.Expired => tokens.Where(token => token.ExpiresAt <= now),
            _ => tokens,
        };
    }
}

/// <summary>Which tokens are asked for.</summary>
/// <param name="Search">A part of the name, or of who holds it.</param>
/// <param name="UserId">Only this user's; null for everybody's.</param>
internal sealed record TokenQuestion(string? Search, TokenState State, long? UserId = null)
{
    public string? Part => string.IsNullOrWhiteSpace(Search) ? null : Search.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
}

/// <summary>What may be wrong with a token.</summary>
internal enum TokenState
{
    Any = 0,

    /// <summary>For 90 days or more, or never and that old.</summary>
    LongUnused,

    /// <summary>Within 14 days.</summary>
    ExpiresSoon,

    NeverExpires,
    Expired,
}

public sealed record PersonalTokenLine(
    long Id, string Name, long UserId, string UserName, string Scopes, bool IsBoundToProjects, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);

/// <param name="Place">The full path of the project or group it opens.</param>
public sealed record DeployTokenLine(
    long Id, string Name, string Username, long? ProjectId, long? GroupId, string Place, string Scopes, bool IsOff, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);
