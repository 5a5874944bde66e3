using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>The deploy tokens of a project or group: listed, switched off and on, deleted.</summary>
internal sealed class DeployTokens(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>A page of the tokens by number. Only those that work, or only others, where that is asked for.</summary>
    /// <param name="target">What they open; null for all there are.</param>
    /// <param name="active">Null for both.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Paged<DeployToken>> ListAsync(TokenTarget? target, bool? active, OffsetPage page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = target is null ? database.DeployTokens : Of(database, target);
        if (active is { } wanted)
        {
            tokens = tokens.Where(token => (token.RevokedAt == null && token.DisabledAt == null && (token.ExpiresAt == null || token.ExpiresAt > now)) == wanted);
        }

        return await page.ReadAsync(tokens.AsNoTracking().OrderBy(token => token.Id), cancellationToken);
    }

    /// <summary>Those of the groups above that open the target too, the first by path and number.</summary>
    public async Task<IReadOnlyList<InheritedToken>> ListInheritedAsync(TokenTarget target, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var above = target.ProjectId is { } projectId
            ? database.GroupAncestors.Where(pair => database.Projects.Any(project => project.Id == projectId && project.GroupId == pair.GroupId))
            : database.GroupAncestors.Where(pair => pair.GroupId == target.GroupId && pair.AncestorId != target.GroupId);
        return await database.DeployTokens.AsNoTracking()
            .Where(token => above.Any(pair => pair.AncestorId == token.GroupId))
            .Join(database.Groups, token => token.GroupId, group => group.Id, (token, group) => new { Token = token, group.FullPath })
            .OrderBy(one => one.FullPath).ThenBy(one => one.Token.Id)
            .Take(take)
            .Select(one => new InheritedToken(one.Token, one.FullPath))
            .ToListAsync(cancellationToken);
    }

    public async Task<DeployToken?> FindAsync(TokenTarget target, long tokenId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Of(database, target).AsNoTracking().SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken);
    }

    /// <summary>Switches the token off or on again, and answers it; null if there is none such.</summary>
    public async Task<DeployToken?> SwitchAsync(TokenTarget target, long tokenId, bool disabled, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if (await Of(database, target).SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken) is not { } found)
        {
            return null;
        }

        if (found.DisabledAt is not null == disabled)
        {
            return found;
        }

        var now = time.GetUtcNow();
        found.DisabledAt = disabled ? now : null;
        database.AuditEvents.Add(by.Event(
            now, disabled ? "deploy_token.disable" : "deploy_token.enable", found.Name, found.ProjectId, found.GroupId, disabled ? "enabled" : "disabled", disabled ? "disabled" : "enabled"));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return found;
    }

    /// <summary>Deletes the token; false if there is none such. What it published keeps its name.</summary>
    public async Task<bool> DeleteAsync(TokenTarget target, long tokenId, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if (await Of(database, target).SingleOrDefaultAsync(token => token.Id == tokenId, cancellationToken) is not { } found)
        {
            return false;
        }

        database.DeployTokens.Remove(found);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "deploy_token.delete", found.Name, found.ProjectId, found.GroupId, before: $"{found.Username}: {found.Scopes}"));
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // somebody else was quicker
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static IQueryable<DeployToken> Of(RegistryDbContext database, TokenTarget target) =>
        database.DeployTokens.Where(token => token.ProjectId == target.ProjectId && token.GroupId == target.GroupId);
}

/// <summary>A deploy token of a group above, and that group's full path.</summary>
public sealed record InheritedToken(DeployToken Token, string GroupPath);
