using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Web.Npm;

/// <summary>
/// Whose a version is that several projects have published: the one's that published it first, readable or not. One that was
/// deleted there comes from nowhere else.
/// </summary>
internal static class FirstPublishers
{
    /// <summary>
    /// By version, the package that counts: the first publisher's, of which at most one is not deleted, else the latest, since it
    /// may have been deleted and published again.
    /// </summary>
    /// <param name="published">All packages of the name in all projects in view, whatever their status.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Dictionary<string, long>> FindAsync(IQueryable<Package> published, CancellationToken cancellationToken) => Of(await published
        .Select(package => new PublishedBy(package.Id, package.Version, package.ProjectId, package.Status == PackageStatus.PendingDestruction))
        .ToListAsync(cancellationToken));

    /// <inheritdoc cref="FindAsync"/>
    public static Dictionary<string, long> Of(IEnumerable<PublishedBy> published) =>
        published.GroupBy(package => package.Version, StringComparer.Ordinal).ToDictionary(
            ofVersion => ofVersion.Key,
            ofVersion =>
            {
                var owner = ofVersion.MinBy(package => package.Id)!.ProjectId;
                return ofVersion.Where(package => package.ProjectId == owner).OrderBy(package => package.IsDeleted).ThenByDescending(package => package.Id).First().Id;
            },
            StringComparer.Ordinal);
}

/// <summary>Which project a version of a package is in.</summary>
internal sealed record PublishedBy(long Id, string Version, long ProjectId, bool IsDeleted);
