using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>Marks versions as ones that nobody should use any more, and takes that back, where their format can say it of a version that is published.</summary>
internal sealed class PackageDeprecation(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackagePage> pages, IEnumerable<IPackageFormat> formats)
{
    public const int LongestReason = 1000;

    /// <summary>The formats whose versions can be deprecated.</summary>
    public IReadOnlyList<PackageType> Types => [.. pages.Where(page => page.DeprecatesVersions).Select(page => page.Type)];

    /// <summary>Deprecates the version, or takes that back where there is no reason.</summary>
    public async Task<DeprecationResult> ChangeAsync(PackageChange change, string? reason, CancellationToken cancellationToken)
    {
        if (reason is { Length: 0 or > LongestReason })
        {
            return new DeprecationResult.BadReason();
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Packages.AsNoTracking().SingleOrDefaultAsync(
            one => one.Id == change.PackageId && one.ProjectId == change.ProjectId && PackageStatuses.Installable.Contains(one.Status), cancellationToken) is not { } package)
        {
            return new DeprecationResult.NotFound();
        }

        if (!Types.Contains(package.Type))
        {
            return new DeprecationResult.SaidInside();
        }

        if (change.Guard.RefuseChange(package.Type, package.Name) is { } refusal)
        {
            return new DeprecationResult.Guarded(refusal);
        }

        var was = (await formats.Single(format => format.Type == package.Type).DeprecatedAsync([package.Id], cancellationToken)).Count > 0;
        return await pages.Single(page => page.Type == package.Type).DeprecateAsync(package, reason, change.By, change.Guard, cancellationToken)
            ? new DeprecationResult.Done(WasDeprecated: was)
            : new DeprecationResult.Unchanged();
    }

    /// <summary>The same for many, one after the other: what fails keeps none of the others.</summary>
    public async Task<IReadOnlyList<DeprecatedPackage>> ChangeAsync(
        KnownProject project, IReadOnlyCollection<long> ids, string? reason, AuditSource by, PackageGuard guard, CancellationToken cancellationToken)
    {
        var named = await ChosenPackage.ReadAsync(databases, project, ids, cancellationToken);
        var results = new List<DeprecatedPackage>();
        foreach (var one in named)
        {
            results.Add(new DeprecatedPackage(one, await ChangeAsync(new PackageChange(project.Id, one.Id, by, guard), reason, cancellationToken)));
        }

        return results;
    }
}

/// <summary>What came of it. Only <see cref="Done"/> has written anything.</summary>
internal abstract record DeprecationResult
{
    private DeprecationResult()
    {
    }

    /// <param name="WasDeprecated">Whether it was before; then perhaps for another reason.</param>
    public sealed record Done(bool WasDeprecated) : DeprecationResult;

    /// <summary>It was so before.</summary>
    public sealed record Unchanged : DeprecationResult;

    public sealed record NotFound : DeprecationResult;

    /// <summary>Versions of the format say it themselves, inside their archive.</summary>
    public sealed record SaidInside : DeprecationResult;

    /// <summary>What the caller's token is for keeps it from this caller.</summary>
    public sealed record Guarded(Refusal Refusal) : DeprecationResult;

    /// <summary>It is empty, or longer than <see cref="PackageDeprecation.LongestReason"/>.</summary>
    public sealed record BadReason : DeprecationResult;
}

/// <summary>What came of deprecating one of many.</summary>
internal sealed record DeprecatedPackage(ChosenPackage Package, DeprecationResult Result);
