using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>A format's part where packages are deleted, restored or change their status: what is made of them has to follow.</summary>
internal interface IPackageUpkeep
{
    PackageType Type { get; }

    /// <summary>
    /// Runs inside the transaction, once the packages or their files have changed and are saved. The rows of their names are
    /// locked, and their generations have moved.
    /// </summary>
    /// <param name="database">The rows.</param>
    /// <param name="packages">Those that changed, all of one name.</param>
    /// <param name="now">The moment of the change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task FollowAsync(RegistryDbContext database, IReadOnlyCollection<Package> packages, DateTimeOffset now, CancellationToken cancellationToken);
}
