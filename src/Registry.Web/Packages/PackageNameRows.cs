using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Says that what is generated from all versions of a name is another one from here on.</summary>
internal static class PackageNameRows
{
    /// <summary>
    /// Moves the generation of the names, counted by the database, and answers how many there are. Whoever changes one of them
    /// afterwards waits until the caller's transaction ends.
    /// </summary>
    public static Task<int> MoveOnAsync(this IQueryable<PackageName> names, DateTimeOffset now, CancellationToken cancellationToken) => names.ExecuteUpdateAsync(
        set => set.SetProperty(name => name.Generation, name => name.Generation + 1).SetProperty(name => name.ChangedAt, now), cancellationToken);
}
