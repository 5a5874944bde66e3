using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>One of the versions that were chosen in a list.</summary>
public sealed record ChosenPackage(long Id, PackageType Type, string Name, string Version)
{
    /// <summary>How many are changed at once.</summary>
    public const int Most = 1000;

    internal static IQueryable<ChosenPackage> Of(IQueryable<Package> packages) =>
        packages.Select(package => new ChosenPackage(package.Id, package.Type, package.Name, package.Version));

    /// <summary>The first thousand with these ids, in their order; what is not of the project is passed over.</summary>
    internal static async Task<IReadOnlyList<ChosenPackage>> ReadAsync(
        IDbContextFactory<RegistryDbContext> databases, KnownProject project, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().Take(Most).ToList();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var named = await Of(database.Packages.AsNoTracking().Where(package => package.ProjectId == project.Id && wanted.Contains(package.Id)))
            .ToDictionaryAsync(one => one.Id, cancellationToken);
        return [.. wanted.Where(named.ContainsKey).Select(id => named[id])];
    }
}
