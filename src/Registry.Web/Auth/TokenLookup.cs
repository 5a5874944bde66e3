using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>Finds the token of a digest, whichever kind it is: prefixes are a setting, and may have been others before.</summary>
internal static class TokenLookup
{
    public static async Task<KnownToken?> FindAsync(RegistryDbContext database, byte[] digest, CancellationToken cancellationToken) =>
        await FindPersonalAsync(database, digest, cancellationToken)
        ?? await FindDeployAsync(database, digest, cancellationToken)
        ?? await FindJobAsync(database, digest, cancellationToken);

    private static async Task<KnownToken?> FindPersonalAsync(RegistryDbContext database, byte[] digest, CancellationToken cancellationToken)
    {
        var found = await database.PersonalAccessTokens.AsNoTracking()
            .Where(token => token.Digest == digest)
            .Join(database.Users, token => token.UserId, user => user.Id, (token, user) => new { Token = token, user.UserName, user.IsAdmin, user.BlockedAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var token = found.Token;
        var bound = token.IsBoundToProjects
            ? await database.PersonalAccessTokenProjects.Where(p => p.TokenId == token.Id).Select(p => p.ProjectId).ToHashSetAsync(cancellationToken)
            : null;
        return new KnownToken(
            TokenKind.Personal,
            token.Id,
            new Caller.Account(token.UserId, found.UserName!, found.IsAdmin, TokenScopeNames.Stored(token.Scopes), bound),
            token.ExpiresAt,
            token.RevokedAt is not null || found.BlockedAt is not null)
        {
            IsRevoked = token.RevokedAt is not null,
        };
    }

    private static async Task<KnownToken?> FindDeployAsync(RegistryDbContext database, byte[] digest, CancellationToken cancellationToken) =>
        await database.DeployTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Digest == digest, cancellationToken) is { } token
            ? new KnownToken(
                TokenKind.Deploy,
                token.Id,
                new Caller.Deploy(token.Id, token.Username, token.ProjectId, token.GroupId, TokenScopeNames.Stored(token.Scopes)),
                token.ExpiresAt,
                token.RevokedAt is not null || token.DisabledAt is not null)
            : null;

    private static async Task<KnownToken?> FindJobAsync(RegistryDbContext database, byte[] digest, CancellationToken cancellationToken)
    {
        var found = await database.Jobs.AsNoTracking()
            .Where(job => job.TokenDigest == digest)
            .Join(database.Users, job => job.UserId, user => user.Id, (job, user) => new { Job = job, user.UserName, user.IsAdmin, user.BlockedAt })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new KnownToken(
                TokenKind.Job,
                found.Job.Id,
                new Caller.Job(found.Job.Id, found.Job.PipelineId, found.Job.ProjectId, found.Job.UserId, found.UserName!, found.IsAdmin, Only(found.Job)),
                found.Job.LeaseEndsAt,
                found.Job.Status != BuildStatus.Running || found.BlockedAt is not null);
    }

    // Only npm's exchange of ID tokens opens jobs for one package.
    private static BoundPackage? Only(Job job) => job.PackageName is { } name ? new BoundPackage(PackageType.Npm, name) : null;
}
