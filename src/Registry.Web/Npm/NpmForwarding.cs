using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>
/// Sends requests for packages that are not here on to the upstream registry. Never for a name or scope that this server has ever
/// held, however it is written there: somebody could publish it.
/// </summary>
internal sealed class NpmForwarding(IDbContextFactory<RegistryDbContext> databases, IOptions<NpmOptions> options)
{
    /// <summary>The package's address upstream, or null if the request stays here.</summary>
    /// <param name="projectId">The project that was asked; null for a group or the instance.</param>
    /// <param name="name">What was asked for.</param>
    /// <param name="version">The version of it, or the tag, if only that was asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> FindAsync(long? projectId, NpmPackageName name, string? version, CancellationToken cancellationToken) =>
        await AllowsAsync(projectId, [name.Text], cancellationToken)
            ? $"{Upstream}/{name.Text.Replace("/", "%2f", StringComparison.Ordinal)}{(version is null ? "" : $"/{Uri.EscapeDataString(version)}")}"
            : null;

    /// <summary>The address of an audit upstream, or null if it stays here, where one of the names is.</summary>
    public async Task<string?> FindAuditAsync(long? projectId, IReadOnlyCollection<string> names, string path, CancellationToken cancellationToken) =>
        await AllowsAsync(projectId, names, cancellationToken) ? $"{Upstream}{path}" : null;

    private string Upstream => options.Value.Upstream.TrimEnd('/');

    private async Task<bool> AllowsAsync(long? projectId, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = projectId is { } id ? await ForwardingRule.FindAsync(database, id, PackageType.Npm, cancellationToken) : null;
        return (chosen ?? options.Value.ForwardsRequests) && !await HoldsAnyAsync(database, names, cancellationToken);
    }

    // An audit names tens of thousands: each list is one parameter, since SQLite takes a minute to bind as many.
    private static async Task<bool> HoldsAnyAsync(RegistryDbContext database, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var lowered = names.Select(name => name.ToLowerInvariant()).ToList(); // names here are ASCII, which both engines lower alike
        var scopes = names.Select(Scope).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return await database.PackageNames.AnyAsync(
                held => held.Type == PackageType.Npm && (EF.Parameter(lowered).Contains(held.Name.ToLower()) || (held.Scope != null && EF.Parameter(scopes).Contains(held.Scope))), cancellationToken)
            || await database.RetiredPackageNames.AnyAsync(
                gone => gone.Type == PackageType.Npm && (EF.Parameter(lowered).Contains(gone.Name.ToLower()) || (gone.Scope != null && EF.Parameter(scopes).Contains(gone.Scope))), cancellationToken)
            || await database.Routes.AnyAsync(route => EF.Parameter(scopes).Contains(route.Path), cancellationToken);
    }

    private static string? Scope(string name) => NpmPackageName.TryParse(name, out var known) ? known.Scope?.ToLowerInvariant() : null;
}
