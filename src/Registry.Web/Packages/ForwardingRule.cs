using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Packages;

/// <summary>Whether requests for packages that a project lacks go on to an upstream registry.</summary>
internal sealed class ForwardingRule(PackageSettingsChanges changes)
{
    /// <summary>What the project says, or null where it leaves that to the server's setting.</summary>
    public static Task<bool?> FindAsync(RegistryDbContext database, long projectId, PackageType type, CancellationToken cancellationToken) =>
        database.PackageSettings.Where(settings => settings.ProjectId == projectId && settings.Type == type)
            .Select(settings => settings.ForwardsRequests).SingleOrDefaultAsync(cancellationToken);

    /// <param name="projectId">The project.</param>
    /// <param name="type">The type of packages.</param>
    /// <param name="forwards">Null leaves it to the server's setting.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SetAsync(long projectId, PackageType type, bool? forwards, AuditSource by, CancellationToken cancellationToken) => changes.ApplyAsync(
        projectId, type, settings => settings.ForwardsRequests = forwards, $"{type} forwarding {(forwards switch { true => "on", false => "off", null => "as the server does" })}", by, cancellationToken);
}
