using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What pages show of npm whatever the package: how to use the registry, how to publish, which version is newer, what is searched.</summary>
internal sealed class NpmFormat(IDbContextFactory<RegistryDbContext> databases) : IPackageFormat
{
    public PackageType Type => PackageType.Npm;

    public bool RepublishesVersions => false;

    public bool ForwardsRequests => true;

    public string Name => "npm";

    public IReadOnlyList<CommandSnippet> Setup(ProjectAddress project) =>
    [
        new("Use the registry, in .npmrc", NpmInstall.Configure(project, Scope(project.FullPath))),
        new("Publish a package", $"""
            npm config set {NpmInstall.Key(project)}={(project.SignedInAs is null ? "<access-token>" : "$TOKEN")}
            npm publish --registry {NpmInstall.Api(project)}
            """),
    ];

    public string Endpoint(ProjectAddress project) => NpmInstall.Api(project);

    public CredentialCommands Credentials(CredentialAddress credential) => NpmCredentials.Of(credential);

    public async Task<IReadOnlyList<PackageLabel>> LabelsAsync(IReadOnlyCollection<long> packageNameIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tags = await database.PackageTags.AsNoTracking().Where(tag => packageNameIds.Contains(tag.PackageNameId))
            .Select(tag => new PackageLabel(tag.PackageNameId, tag.PackageId, tag.Name)).ToListAsync(cancellationToken);
        return [.. tags.OrderByDescending(tag => tag.Text == DistTags.Latest).ThenBy(tag => tag.Text, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyCollection<long>> DeprecatedAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.NpmMetadata.Where(metadata => packageIds.Contains(metadata.PackageId) && metadata.Deprecated != null)
            .Select(metadata => metadata.PackageId).ToListAsync(cancellationToken);
    }

    public async Task<SearchText> ReadSearchTextAsync(Package package, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var metadata = await database.NpmMetadata.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == package.Id, cancellationToken);
        var readme = await database.NpmReadmes.Where(one => one.PackageId == package.Id).Select(one => one.Text).SingleOrDefaultAsync(cancellationToken);
        if (metadata is null)
        {
            return new SearchText([], readme ?? "", []);
        }

        using var manifest = JsonDocument.Parse(metadata.Document);
        var needs = Needs.SelectMany(need => manifest.RootElement.Field(need.Field).TextMap().Select(one => new NeededPackage(need.Kind, one.Key, one.Value)));
        return new SearchText(NpmManifestTexts.Of(manifest.RootElement).Keywords, readme ?? "", [.. needs]);
    }

    public int CompareVersions(string left, string right) =>
        NpmVersion.TryParse(left, out var one) && NpmVersion.TryParse(right, out var other) ? NpmVersion.Compare(one, other) : string.CompareOrdinal(left, right);

    public bool IsPrerelease(string version) => NpmVersion.TryParse(version, out var parsed) && parsed.IsPrerelease;

    private static readonly (string Field, DependencyKind Kind)[] Needs =
    [
        ("dependencies", DependencyKind.Runtime), ("devDependencies", DependencyKind.Development),
        ("peerDependencies", DependencyKind.Peer), ("optionalDependencies", DependencyKind.Optional),
    ];

    private static string Scope(string fullPath) => $"@{fullPath.Split('/')[0].ToLowerInvariant()}";
}
