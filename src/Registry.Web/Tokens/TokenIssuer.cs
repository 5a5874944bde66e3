using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Tokens;

/// <summary>Makes personal and deploy tokens. The secret is answered once and kept nowhere.</summary>
internal sealed class TokenIssuer(IDbContextFactory<RegistryDbContext> databases, IOptions<TokenOptions> options, TokenLifetime lifetime, TimeProvider time)
{
    /// <summary>
    /// A personal token of the user, until the given day begins in UTC; null takes the usual lifetime. Whoever lets people choose the
    /// day asks <see cref="TokenLifetime.Fault"/> first.
    /// </summary>
    public async Task<IssuedToken> IssuePersonalAsync(long userId, NewToken token, IReadOnlyList<long>? boundTo, AuditSource by, CancellationToken cancellationToken)
    {
        if (lifetime.Fault(token.ExpiresAt) is { } fault)
        {
            throw new ArgumentException(fault, nameof(token));
        }

        var secret = TokenSecret.Create(options.Value.PersonalPrefix);
        var row = new PersonalAccessToken
        {
            UserId = userId,
            Name = token.Name,
            Description = token.Description,
            Digest = TokenSecret.Digest(secret),
            Scopes = TokenScopeNames.Format(token.Scopes),
            IsBoundToProjects = boundTo is not null,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = Beginning(token.ExpiresAt ?? lifetime.UsualDay),
        };

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        database.PersonalAccessTokens.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        database.PersonalAccessTokenProjects.AddRange((boundTo ?? []).Distinct().Select(id => new PersonalAccessTokenProject { TokenId = row.Id, ProjectId = id }));
        database.AuditEvents.Add(by.Event(row.CreatedAt, "personal_access_token.create", row.Name));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new IssuedToken(row.Id, secret, row.ExpiresAt);
    }

    /// <summary>A deploy token of a project, or of a group and all below it, with its user name.</summary>
    public async Task<IssuedDeployToken> IssueDeployAsync(TokenTarget target, NewToken token, AuditSource by, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.Create(options.Value.DeployPrefix);
        var row = new DeployToken
        {
            ProjectId = target.ProjectId,
            GroupId = target.GroupId,
            Name = token.Name,
            Username = token.Username ?? "",
            Digest = TokenSecret.Digest(secret),
            Scopes = TokenScopeNames.Format(token.Scopes),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = token.EndsAt ?? Beginning(token.ExpiresAt),
        };

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        database.DeployTokens.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        row.Username = token.Username ?? $"gitlab+deploy-token-{row.Id}";
        database.AuditEvents.Add(by.Event(row.CreatedAt, "deploy_token.create", row.Name, row.ProjectId, row.GroupId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new IssuedDeployToken(row.Id, row.Username, secret);
    }

    private static DateTimeOffset? Beginning(DateOnly? day) => day is { } date ? TokenLifetime.Beginning(date) : null;
}

/// <summary>What a token is to be.</summary>
/// <param name="ExpiresAt">The day from whose first moment, in UTC, it is refused.</param>
internal sealed record NewToken(string Name, TokenScopes Scopes, DateOnly? ExpiresAt = null, string? Description = null)
{
    /// <summary>The moment in place of the day, for a deploy token.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The user name to give with a deploy token; null for one with its number.</summary>
    public string? Username { get; init; }
}

/// <summary>What a deploy token opens: one of the two.</summary>
public sealed record TokenTarget(long? ProjectId, long? GroupId);

/// <summary>A token that was just made. The secret is never to be had again.</summary>
internal sealed record IssuedToken(long Id, string Secret, DateTimeOffset? ExpiresAt);

/// <summary>A deploy token that was just made, with the user name to give with it.</summary>
internal sealed record IssuedDeployToken(long Id, string Username, string Secret);
