using System.Text.Json;
using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>What pages show of Helm whatever the chart: how to add the repository, how to publish, which version is newer, what is searched.</summary>
internal sealed class HelmFormat(ChartQueries charts, FileBlobStore blobs, IOptions<HelmOptions> options) : IPackageFormat
{
    public PackageType Type => PackageType.Helm;

    public bool RepublishesVersions => true;

    public bool ForwardsRequests => false;

    public string Name => "Helm";

    public IReadOnlyList<CommandSnippet> Setup(ProjectAddress project) =>
    [
        new("Add the repository", ChartInstall.AddRepository(project, Channel.Usual)),
        new("Publish a chart", $"""
            helm package ./my-chart
            curl --fail-with-body --user {project.UserName}:{project.Token} \
              --form 'chart=@my-chart-0.1.0.tgz' \
              {ChartInstall.Api(project)}/api/{Channel.Usual}/charts
            """),
    ];

    public string Endpoint(ProjectAddress project) => $"{ChartInstall.Api(project)}/{Channel.Usual}";

    public CredentialCommands Credentials(CredentialAddress credential) => HelmCredentials.Of(credential);

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

    private Task<IReadOnlyList<PackageText>> ReadTextsAsync(PackageFile chart, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<PackageText>>(
        () =>
        {
            using var archive = blobs.OpenRead(chart.Sha256);
            return archive is null ? [] : [.. ChartArchive.ReadTexts(archive, new ChartLimits(options.Value.MaxUnpackedSize), cancellationToken).Select(text => new PackageText(text.FileName, text.Text))];
        },
        cancellationToken);
}
