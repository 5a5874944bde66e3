using System.Text.Json;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>What pages show of Helm: how to add the repository, how to install a chart, and what the chart says of itself.</summary>
internal sealed class HelmFormat(ChartQueries charts, ProvenanceKeeper provenances, FileBlobStore blobs, IOptions<HelmOptions> options) : IPackageFormat
{
    private const string UsualChannel = "stable";

    public PackageType Type => PackageType.Helm;

    public bool RepublishesVersions => true;

    public bool ForwardsRequests => false;

    public string Name => "Helm";

    public IReadOnlyList<CommandSnippet> Setup(ProjectAddress project) =>
    [
        new("Add the repository", AddRepository(project, UsualChannel)),
        new("Publish a chart", $"""
            helm package ./my-chart
            curl --fail-with-body --user {project.UserName}:{project.Token} \
              --form 'chart=@my-chart-0.1.0.tgz' \
              {Api(project)}/api/{UsualChannel}/charts
            """),
    ];

    public string Endpoint(ProjectAddress project) => $"{Api(project)}/{UsualChannel}";

    public CredentialCommands Credentials(CredentialAddress credential) => HelmCredentials.Of(credential);

    public async Task<PackageDescription> DescribeAsync(ProjectAddress project, PackageDetails package, CancellationToken cancellationToken)
    {
        var (name, version) = (package.Package.Name, package.Package.Version);
        var channels = (await charts.ListChannelsAsync(project.ProjectId, [name], version, cancellationToken)).GetValueOrDefault(name, []);
        var usualFirst = channels.OrderByDescending(channel => channel == UsualChannel);
        var chart = package.Files.FirstOrDefault(file => file.FileName.EndsWith(ChartFileName.Extension, StringComparison.Ordinal));
        var provenance = chart is null ? null : await provenances.FindAsync(chart.Id, cancellationToken);
        var manifest = await charts.FindManifestAsync(package.Package.Id, cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, ChartJson.Default.ChartManifest)
            : null;
        return new PackageDescription(
            [.. usualFirst.Select(channel => new InstallChoice(channel, Install(project, channel, name, version, isSigned: provenance is not null)))],
            [.. Facts(channels, manifest), new PackageFact("Provenance", provenance is null ? "none" : "signed: helm pull --verify checks it with your keyring")],
            chart is null ? [] : await ReadTextsAsync(chart, cancellationToken));
    }

    public Task<IReadOnlyList<PackageLabel>> LabelsAsync(IReadOnlyCollection<long> packageNameIds, CancellationToken cancellationToken) =>
        charts.ListLabelsAsync(packageNameIds, cancellationToken);

    public Task<IReadOnlyCollection<long>> DeprecatedAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken) =>
        charts.ListDeprecatedAsync(packageIds, cancellationToken);

    public async Task<SearchText> ReadSearchTextAsync(Package package, CancellationToken cancellationToken)
    {
        var manifest = await charts.FindManifestAsync(package.Id, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, ChartJson.Default.ChartManifest) : null;
        var texts = await charts.FindFileAsync(package.Id, cancellationToken) is { } chart ? await ReadTextsAsync(chart, cancellationToken) : [];
        var readme = texts.FirstOrDefault(text => text.FileName.StartsWith("README", StringComparison.OrdinalIgnoreCase))?.Text;
        return new SearchText(
            manifest?.Keywords ?? [],
            readme ?? "",
            [.. (manifest?.Dependencies ?? []).Select(need => new NeededPackage(DependencyKind.Runtime, need.Name, need.Version ?? "", need.Repository))]);
    }

    public int CompareVersions(string left, string right) =>
        ChartVersion.TryParse(left, out var one) && ChartVersion.TryParse(right, out var other)
            ? ChartVersion.Compare(one, other)
            : string.CompareOrdinal(left, right);

    public bool IsPrerelease(string version) => ChartVersion.TryParse(version, out var parsed) && parsed.IsPrerelease;

    private static IReadOnlyList<CommandSnippet> Install(ProjectAddress project, string channel, string name, string version, bool isSigned)
    {
        var repository = RepositoryName(project, channel);
        return
        [
            new("Add the repository", AddRepository(project, channel)),
            new("Install the chart", $"helm install my-release {repository}/{name} --version {version}"),
            new("Download it", $"helm pull {repository}/{name} --version {version}{(isSigned ? " --verify" : "")}"),
        ];
    }

    private Task<IReadOnlyList<PackageText>> ReadTextsAsync(PackageFile chart, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<PackageText>>(
        () =>
        {
            using var archive = blobs.OpenRead(chart.Sha256);
            return archive is null ? [] : [.. ChartArchive.ReadTexts(archive, new ChartLimits(options.Value.MaxUnpackedSize), cancellationToken).Select(text => new PackageText(text.FileName, text.Text))];
        },
        cancellationToken);

    private static IEnumerable<PackageFact> Facts(IReadOnlyList<string> channels, ChartManifest? manifest)
    {
        yield return new PackageFact(channels.Count == 1 ? "Channel" : "Channels", string.Join(", ", channels));
        if (manifest is null)
        {
            yield break;
        }

        if (manifest.AppVersion is { } app)
        {
            yield return new PackageFact("App version", app);
        }

        if (manifest.KubeVersion is { } kubernetes)
        {
            yield return new PackageFact("Kubernetes", kubernetes);
        }

        if (manifest.Type is { } type)
        {
            yield return new PackageFact("Chart type", type);
        }

        if (manifest.Icon is { } icon)
        {
            yield return new PackageFact("Icon", icon.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? "within the chart" : icon, Link(icon));
        }

        if (manifest.Home is { } home)
        {
            yield return new PackageFact("Home", home, Link(home));
        }

        foreach (var source in manifest.Sources)
        {
            yield return new PackageFact("Source", source, Link(source));
        }

        foreach (var maintainer in manifest.Maintainers)
        {
            yield return new PackageFact("Maintainer", maintainer.Email is { } email ? $"{maintainer.Name} <{email}>" : maintainer.Name, Link(maintainer.Url));
        }

        if (manifest.Keywords.Count > 0)
        {
            yield return new PackageFact("Keywords", string.Join(", ", manifest.Keywords));
        }

        foreach (var dependency in manifest.Dependencies)
        {
            yield return new PackageFact("Depends on", $"{dependency.Name} {dependency.Version}".TrimEnd(), Link(dependency.Repository));
        }
    }

    // A chart's own words: only a plain web address becomes a link.
    private static string? Link(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? address : null;

    private static string AddRepository(ProjectAddress project, string channel)
    {
        var credentials = project.NeedsCredentials ? $" \\\n  --username {project.UserName} --password {project.Token}" : "";
        return $"helm repo add {RepositoryName(project, channel)} \\\n  {Api(project)}/{channel}{credentials}\nhelm repo update";
    }

    // Two projects of one name, or two channels, are two repositories to helm.
    private static string RepositoryName(ProjectAddress project, string channel) =>
        project.FullPath.Replace('/', '-') + (channel == UsualChannel ? "" : $"-{channel}");

    private static string Api(ProjectAddress project) => $"{project.PublicUrl}/api/v4/projects/{project.ProjectId}/packages/helm";
}
