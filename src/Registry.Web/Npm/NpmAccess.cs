using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Projects;

namespace Registry.Web.Npm;

/// <summary>What npm access tells: a package has the visibility and the members of its project.</summary>
internal sealed class NpmAccess(IDbContextFactory<RegistryDbContext> databases, NpmQueries queries, ProjectDecisions decisions, TimeProvider time)
{
    private const string ReadWrite = "write";
    private const string ReadOnly = "read";

    /// <summary>Whether everybody may read the package; null if there is none.</summary>
    public async Task<bool?> IsPublicAsync(NpmView view, NpmPackageName name, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await queries.FindTargetAsync(view, name, cancellationToken) is { } projectId
            ? await database.Projects.Where(project => project.Id == projectId).Select(project => project.Visibility == Visibility.Public).SingleAsync(cancellationToken)
            : null;
    }

    /// <summary>The members of the package's project, inherited ones too, with <c>read</c> or <c>write</c>; null if there is no such package.</summary>
    public async Task<Dictionary<string, string>?> ListMembersAsync(NpmView view, NpmPackageName name, CancellationToken cancellationToken)
    {
        if (await queries.FindTargetAsync(view, name, cancellationToken) is not { } projectId)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var project = await database.Projects.AsNoTracking().SingleAsync(one => one.Id == projectId, cancellationToken);
        var above = database.GroupAncestors.Where(pair => pair.GroupId == project.GroupId).Select(pair => pair.AncestorId);
        var members = await database.Memberships
            .Where(member => (member.ProjectId == projectId || above.Contains(member.GroupId!.Value)) && (member.ExpiresAt == null || member.ExpiresAt > now) && member.AccessLevel >= AccessLevel.Reporter)
            .Join(database.Users, member => member.UserId, user => user.Id, (member, user) => new { user.UserName, member.AccessLevel })
            .ToListAsync(cancellationToken);
        var owner = await database.Groups.Where(group => group.Id == project.GroupId && group.UserId != null)
            .Join(database.Users, group => group.UserId, user => user.Id, (_, user) => user.UserName)
            .SingleOrDefaultAsync(cancellationToken);
        var access = members.GroupBy(member => member.UserName!, StringComparer.Ordinal)
            .ToDictionary(ofUser => ofUser.Key, ofUser => Word(ofUser.Max(member => member.AccessLevel) >= AccessLevel.Developer), StringComparer.Ordinal);
        if (owner is not null)
        {
            access[owner] = ReadWrite;
        }

        return access;
    }

    /// <summary>The packages in that place that the caller may read, with <c>read</c> or <c>write</c>.</summary>
    public async Task<Dictionary<string, string>> ListPackagesAsync(HttpContext context, NpmSearchPlace where, CancellationToken cancellationToken)
    {
        var request = await decisions.RequestAsync(context);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var latest = await NpmLatest.FindAsync(database, VisibleProjects.To(request.Caller, database, time.GetUtcNow()), where, cancellationToken);
        var names = await latest.OrderBy(package => package.PackageNameId).Select(package => new { package.Name, package.ProjectId }).ToListAsync(cancellationToken);
        var access = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var project = await request.Reading.Access.FindProjectAsync(new ProjectRef(name.ProjectId, null), cancellationToken);
            access.Add(name.Name, Word(await decisions.DecideAsync(request, project?.Project, ProjectPermission.PublishPackages, cancellationToken) == AccessDenial.None));
        }

        return access;
    }

    private static string Word(bool mayWrite) => mayWrite ? ReadWrite : ReadOnly;
}
