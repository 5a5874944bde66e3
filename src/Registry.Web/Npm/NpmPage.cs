using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Npm;

/// <summary>What the page of an npm version shows: how to install it, what it says of itself, what is in it.</summary>
internal sealed class NpmPage(IDbContextFactory<RegistryDbContext> databases, OpenPackages packages, NpmChanges changes, IOptions<NpmOptions> options) : IPackagePage
{
    private readonly TarballLimits _limits = new(Math.Min(options.Value.MaxUnpackedSize, ContentCollector.MostUnpacked));

    public PackageType Type => PackageType.Npm;

    public string ManifestFile => "package.json";

    public string? ValuesFile => null;

    public IValueWorkbench? Workbench => null;

    public bool DeprecatesVersions => true;

    public async Task<PackageDescription> DescribeAsync(ProjectAddress project, PackageDetails package, string? label, CancellationToken cancellationToken)
    {
        var id = package.Package.Id;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var metadata = await database.NpmMetadata.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == id, cancellationToken);
        var hasReadme = await database.NpmReadmes.AnyAsync(readme => readme.PackageId == id, cancellationToken);
        string[] tags = [.. (await LabelsAsync([id], cancellationToken))[id]];
        using var document = metadata is null ? null : JsonDocument.Parse(metadata.Document);
        var manifest = document?.RootElement ?? default;
        var scripts = NpmFacts.InstallScripts(manifest);
        var needs = NpmFacts.Needs(manifest).ToList();
        return new PackageDescription(NpmInstall.Choices(project, package.Package.Name, package.Package.Version), [.. NpmFacts.Of(metadata, manifest, tags)])
        {
            Labels = tags,
            Marks = [.. Marks(metadata, scripts)],
            Trust = [.. Trust(metadata)],
            Warnings = [.. Warnings(metadata, scripts)],
            Needs = needs,
            Tabs = [.. Tabs(metadata, hasReadme, needs.Count)],
        };
    }

    public async Task<ILookup<long, string>> LabelsAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tags = await database.PackageTags.Where(tag => packageIds.Contains(tag.PackageId)).Select(tag => new { tag.PackageId, tag.Name }).ToListAsync(cancellationToken);
        return tags.OrderByDescending(tag => tag.Name == DistTags.Latest).ThenBy(tag => tag.Name, StringComparer.Ordinal).ToLookup(tag => tag.PackageId, tag => tag.Name);
    }

    public async Task<PackageText?> ReadReadmeAsync(PackageDetails package, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var readme = await database.NpmReadmes.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == package.Package.Id, cancellationToken);
        return readme is null ? null : new PackageText(readme.FileName ?? "README.md", readme.Text);
    }

    public Task<PackageOpening> OpenAsync(PackageDetails package, CancellationToken cancellationToken) => packages.OpenAsync(
        package.Files.FirstOrDefault(file => file.FileName.EndsWith(".tgz", StringComparison.Ordinal)),
        (tgz, files, cancel) => TarballFiles.Walk(tgz, _limits, files, cancel),
        cancellationToken);

    public ValueList ReadValues(PackageContents contents) => ValueList.None;

    public Task<bool> DeprecateAsync(Package package, string? reason, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) =>
        NpmPackageName.TryParse(package.Name, out var name)
            ? changes.DeprecateAsync(
                new NpmTarget(package.ProjectId, name, by, guard),
                new Dictionary<string, string>(StringComparer.Ordinal) { [package.Version] = reason ?? "" },
                cancellationToken)
            : Task.FromResult(false);

    private static IEnumerable<PackageMark> Marks(NpmMetadata? metadata, IReadOnlyList<string> scripts)
    {
        if (metadata is { PredicateType: not null })
        {
            yield return new PackageMark("provenance", true, "It was published with an attestation of the build it comes from");
        }

        if (scripts.Count > 0)
        {
            yield return new PackageMark("install scripts", false, "npm runs commands of the package when it installs it");
        }
    }

    private static IEnumerable<PackageMark> Trust(NpmMetadata? metadata)
    {
        if (metadata is null)
        {
            yield break;
        }

        yield return new PackageMark("Signed by this registry: npm audit signatures checks it", true);
        yield return metadata.PredicateType is null
            ? new PackageMark("No build attestation")
            : new PackageMark("Attested by its build: npm audit signatures checks it", true);
    }

    private static IEnumerable<PackageWarning> Warnings(NpmMetadata? metadata, IReadOnlyList<string> scripts)
    {
        if (metadata?.Deprecated is { } reason)
        {
            yield return new PackageWarning("This version is deprecated.", reason);
        }

        if (scripts.Count > 0)
        {
            yield return new PackageWarning("Runs commands when it is installed.", string.Join("; ", scripts));
        }
    }

    private static IEnumerable<PackageTab> Tabs(NpmMetadata? metadata, bool hasReadme, int needs)
    {
        if (hasReadme)
        {
            yield return new PackageTab("readme", "Readme", PackageTabKind.Readme);
        }

        yield return new PackageTab("code", "Code", PackageTabKind.Files, metadata?.FileCount);
        if (needs > 0)
        {
            yield return new PackageTab("dependencies", "Dependencies", PackageTabKind.Needs, needs);
        }
    }
}
