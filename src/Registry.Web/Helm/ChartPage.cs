using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Helm;

/// <summary>What the page of a chart's version shows: how to install it, what it says of itself, what is in it.</summary>
internal sealed class ChartPage(
    ChartQueries charts, ProvenanceKeeper provenances, OpenPackages packages, IDbContextFactory<RegistryDbContext> databases, IOptions<HelmOptions> options) : IPackagePage
{
    private const string Schema = "values.schema.json";
    private static readonly string[] Readmes = ["README.md", "README.txt", "README"];

    private readonly ChartLimits _limits = new(Math.Min(options.Value.MaxUnpackedSize, ContentCollector.MostUnpacked));

    public PackageType Type => PackageType.Helm;

    public string ManifestFile => "Chart.yaml";

    public string ValuesFile => "values.yaml";

    public IValueWorkbench? Workbench { get; } = new ChartWorkbench();

    public bool DeprecatesVersions => false;

    public async Task<PackageDescription> DescribeAsync(ProjectAddress project, PackageDetails package, string? label, CancellationToken cancellationToken)
    {
        var (name, version) = (package.Package.Name, package.Package.Version);
        var channels = (await charts.ListChannelsAsync(project.ProjectId, [name], version, cancellationToken)).GetValueOrDefault(name, [])
            .OrderByDescending(channel => channel == Channel.Usual).ToList();
        var from = channels.Find(channel => channel == label) ?? channels.FirstOrDefault();
        var chart = Archive(package);
        var provenance = chart is null ? null : await provenances.FindAsync(chart.Id, cancellationToken);
        var manifest = await charts.FindManifestAsync(package.Package.Id, cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, ChartJson.Default.ChartManifest)
            : null;
        return new PackageDescription(
            from is null ? [] : new ChartInstall(project, from, name, version, isSigned: provenance is not null).Choices(),
            [.. ChartFacts.Of(channels, manifest)])
        {
            Labels = channels,
            InstallsFrom = from,
            Marks = [.. Marks(manifest, provenance is not null)],
            Trust = [new(provenance is null ? "No provenance" : "Signed: helm pull --verify checks it with your keyring", provenance is null ? null : true)],
            Warnings = manifest is { Deprecated: true } ? [new("This chart is deprecated.", "Its maintainers do not care for it any more. It can still be installed.")] : [],
            Needs = [.. (manifest?.Dependencies ?? []).Select(Need)],
            Tabs = [.. Tabs(await OpenAsync(package, cancellationToken), manifest)],
        };
    }

    public async Task<ILookup<long, string>> LabelsAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var pairs = await database.PackageFiles.Where(file => packageIds.Contains(file.PackageId) && file.Status == PackageFileStatus.Default)
            .Join(database.HelmFileMetadata, file => file.Id, metadata => metadata.PackageFileId, (file, metadata) => new { file.PackageId, metadata.Channel })
            .Distinct().ToListAsync(cancellationToken);
        return pairs.OrderByDescending(pair => pair.Channel == Channel.Usual).ThenBy(pair => pair.Channel, StringComparer.Ordinal).ToLookup(pair => pair.PackageId, pair => pair.Channel);
    }

    public async Task<PackageText?> ReadReadmeAsync(PackageDetails package, CancellationToken cancellationToken) =>
        await OpenAsync(package, cancellationToken) is PackageOpening.Opened { Contents: var contents } && Readme(contents) is { Text: { } text } file
            ? new PackageText(file.Path, text)
            : null;

    public Task<PackageOpening> OpenAsync(PackageDetails package, CancellationToken cancellationToken) =>
        packages.OpenAsync(Archive(package), (tgz, files, cancel) => ChartContents.Walk(tgz, _limits, files, cancel), cancellationToken);

    public ValueList ReadValues(PackageContents contents) => contents.Find(ValuesFile) switch
    {
        null => ValueList.None,
        { Text: { } text } => ChartDefaults.Read(text, ValuesSchema.Read(contents.Find(Schema)?.Data)),
        var file => new ValueList([], file.Unshown),
    };

    public Task<bool> DeprecateAsync(Package package, string? reason, AuditSource by, PackageGuard guard, CancellationToken cancellationToken) => Task.FromResult(false);

    private static PackageFile? Archive(PackageDetails package) => package.Files.FirstOrDefault(file => file.FileName.EndsWith(ChartFileName.Extension, StringComparison.Ordinal));

    private static ContentFile? Readme(PackageContents contents) =>
        Readmes.Select(name => contents.Files.FirstOrDefault(file => file.Path.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(file => file is { Size: > 0 });

    private static IEnumerable<PackageMark> Marks(ChartManifest? manifest, bool isSigned)
    {
        if (isSigned)
        {
            yield return new PackageMark("signed", true, "It has a provenance file: helm pull --verify checks it");
        }

        if (manifest is { Type: "library" })
        {
            yield return new PackageMark("library", null, "Other charts use it; it cannot be installed by itself");
        }

        if (manifest is { Deprecated: true })
        {
            yield return new PackageMark("deprecated", false, "Its Chart.yaml says so");
        }
    }

    private static PackageNeed Need(ChartDependency dependency) => new(
        "Charts",
        dependency.Name,
        dependency.Version ?? "",
        dependency.Repository,
        string.Join("; ", Notes(dependency)) is { Length: > 0 } notes ? notes : null);

    private static IEnumerable<string> Notes(ChartDependency dependency)
    {
        if (dependency.Alias is { } alias)
        {
            yield return $"as {alias}";
        }

        if (dependency.Condition is { } condition)
        {
            yield return $"if {condition}";
        }

        if (dependency.Tags.Count > 0)
        {
            yield return $"tagged {string.Join(", ", dependency.Tags)}";
        }
    }

    private static IEnumerable<PackageTab> Tabs(PackageOpening opening, ChartManifest? manifest)
    {
        if (opening is PackageOpening.Opened { Contents: var contents })
        {
            if (Readme(contents) is { Text: not null })
            {
                yield return new PackageTab("readme", "Readme", PackageTabKind.Readme);
            }

            if (contents.Find("values.yaml") is not null)
            {
                yield return new PackageTab("values", "Values", PackageTabKind.Values);
            }

            foreach (var (key, title, under) in new[] { ("templates", "Templates", "templates/"), ("crds", "CRDs", "crds/"), ("schema", "Schema", Schema), ("code", "Code", "") })
            {
                if (contents.Under(under) is { Count: > 0 and var count })
                {
                    yield return new PackageTab(key, title, PackageTabKind.Files, under == Schema ? null : count, under);
                }
            }
        }
        else
        {
            yield return new PackageTab("code", "Code", PackageTabKind.Files);
        }

        if (manifest is { Dependencies.Count: > 0 and var needs })
        {
            yield return new PackageTab("dependencies", "Dependencies", PackageTabKind.Needs, needs);
        }
    }
}
