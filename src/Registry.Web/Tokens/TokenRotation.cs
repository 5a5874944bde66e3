using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Tokens;

/// <summary>Puts a new personal token in the place of one, which is revoked with it. The secret is answered once and kept nowhere.</summary>
internal sealed class TokenRotation(IDbContextFactory<RegistryDbContext> databases, IOptions<TokenOptions> options, TokenLifetime lifetime, TimeProvider time)
{
    /// <summary>Rotates the token; the new one ends on the day, or a week from now where none is given.</summary>
    public async Task<RotationResult> RotateAsync(long tokenId, DateOnly? endsOn, AuditSource by, CancellationToken cancellationToken)
    {
        if (lifetime.Fault(endsOn) is { } fault)
        {
            return new RotationResult.Unfit(fault);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        var now = time.GetUtcNow();
        switch (await database.PersonalAccessTokens.SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken))
        {
            case null:
                return new RotationResult.NotFound();
            case { RevokedAt: not null } reused:
                await TokenFamilies.EndAsync(database, reused, by, now, cancellationToken);
                await write.CommitAsync(cancellationToken);
                return new RotationResult.Ended();
            case { ExpiresAt: { } end } when end <= now:
                return new RotationResult.Ended();
            case var old:
                var secret = TokenSecret.Create(options.Value.PersonalPrefix);
                var made = await ReplaceAsync(database, old, secret, TokenLifetime.Beginning(endsOn ?? lifetime.RotatedDay), now, cancellationToken);
                database.AuditEvents.Add(by.Event(now, "personal_access_token.rotate", old.Name, before: $"#{old.Id}", after: $"#{made.Id}"));
                await database.SaveChangesAsync(cancellationToken);
                await write.CommitAsync(cancellationToken);
                return new RotationResult.Rotated(made, secret);
        }
    }

    private static async Task<PersonalAccessToken> ReplaceAsync(
        RegistryDbContext database, PersonalAccessToken old, string secret, DateTimeOffset endsAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        old.RevokedAt = now;
        var made = new PersonalAccessToken
        {
            UserId = old.UserId,
            Name = old.Name,
            Description = old.Description,
            Digest = TokenSecret.Digest(secret),
            Scopes = old.Scopes,
            IsBoundToProjects = old.IsBoundToProjects,
            FamilyId = TokenFamilies.First(old),
            CreatedAt = now,
            ExpiresAt = endsAt,
        };
        database.PersonalAccessTokens.Add(made);
        await database.SaveChangesAsync(cancellationToken);
        var bound = await database.PersonalAccessTokenProjects.Where(row => row.TokenId == old.Id).Select(row => row.ProjectId).ToListAsync(cancellationToken);
        database.PersonalAccessTokenProjects.AddRange(bound.Select(id => new PersonalAccessTokenProject { TokenId = made.Id, ProjectId = id }));
        return made;
    }
}

/// <summary>Metadata of endpoints that rotate: a revoked token that asks there ends its whole family.</summary>
internal sealed class RotatesTokens
{
    public static RotatesTokens Instance { get; } = new();
}

/// <summary>What came of rotating a token.</summary>
internal abstract record RotationResult
{
    private RotationResult()
    {
    }

    public sealed record Rotated(PersonalAccessToken Token, string Secret) : RotationResult
    {
        public override string ToString() => $"token {Token.Id}"; // a record would print the secret
    }

    public sealed record NotFound : RotationResult;

    /// <summary>It has expired or was revoked; if the latter, none of its family works any longer.</summary>
    public sealed record Ended : RotationResult;

    /// <summary>The day cannot be chosen; the reason is for the caller.</summary>
    public sealed record Unfit(string Reason) : RotationResult;
}
