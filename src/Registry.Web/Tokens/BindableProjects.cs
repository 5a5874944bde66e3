using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Tokens;

/// <summary>The projects that a user can bind a token to: those in which the user has a role, to administrators all.</summary>
internal sealed class BindableProjects(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>The first of them by path.</summary>
    public async Task<IReadOnlyList<BindableProject>> ListAsync(Caller.Account user, int take, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Of(database, user).OrderBy(project => project.FullPath).Take(take)
            .Select(project => new BindableProject(project.Id, project.FullPath)).ToListAsync(cancellationToken);
    }

    /// <summary>Those of the full paths that are among them, whatever the letters' case.</summary>
    public async Task<IReadOnlyList<BindableProject>> FindAsync(Caller.Account user, IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken)
    {
        var paths = fullPaths.Select(path => path.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Of(database, user).Where(project => paths.Contains(project.FullPath.ToLower())).OrderBy(project => project.FullPath)
            .Select(project => new BindableProject(project.Id, project.FullPath)).ToListAsync(cancellationToken);
    }

    private IQueryable<Project> Of(RegistryDbContext database, Caller.Account user) => user.IsAdmin
        ? database.Projects.AsNoTracking()
        : VisibleProjects.Held(database.Projects.AsNoTracking(), database, user.UserId, AccessLevel.Guest, time.GetUtcNow());
}

public sealed record BindableProject(long Id, string FullPath);
