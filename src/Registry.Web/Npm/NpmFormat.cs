using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What pages show of npm: how to use the registry, how to install a package, and what the package says of itself.</summary>
internal sealed class NpmFormat(IDbContextFactory<RegistryDbContext> databases) : IPackageFormat
{
    private const string Yarn = "Yarn";

    public PackageType Type => PackageType.Npm;

    public bool RepublishesVersions => false;

    public bool ForwardsRequests => true;

    public string Name => "npm";

    public IReadOnlyList<CommandSnippet> Setup(ProjectAddress project) =>
    [
        new("Use the registry, in .npmrc", Configure(project, Scope(project.FullPath))),
        new("Publish a package", $"""
            npm config set {Key(project)}={(project.SignedInAs is null ? "<access-token>" : "$TOKEN")}
            npm publish --registry {Api(project)}
            """),
    ];

    public string Endpoint(ProjectAddress project) => Api(project);

    public CredentialCommands Credentials(CredentialAddress credential) => NpmCredentials.Of(credential);

    public async Task<PackageDescription> DescribeAsync(ProjectAddress project, PackageDetails package, CancellationToken cancellationToken)
    {
        var (name, version) = (package.Package.Name, package.Package.Version);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var metadata = await database.NpmMetadata.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == package.Package.Id, cancellationToken);
        var tags = await database.PackageTags.Where(tag => tag.PackageId == package.Package.Id).Select(tag => tag.Name).Order().ToListAsync(cancellationToken);
        var readme = await database.NpmReadmes.AsNoTracking().SingleOrDefaultAsync(one => one.PackageId == package.Package.Id, cancellationToken);
        return new PackageDescription(
            [.. Clients.Select(client => new InstallChoice(client.Name, Install(project, client, name, version)))],
            [.. Facts(metadata, tags)],
            readme is null ? [] : [new PackageText(readme.FileName ?? "README.md", readme.Text)]);
    }

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

    private static readonly (string Name, string Verb)[] Clients = [("npm", "npm install"), (Yarn, "yarn add"), ("pnpm", "pnpm add"), ("Bun", "bun add")];

    private static IReadOnlyList<CommandSnippet> Install(ProjectAddress project, (string Name, string Verb) client, string name, string version)
    {
        var scope = name.StartsWith('@') ? name[..name.IndexOf('/', StringComparison.Ordinal)] : null;
        return
        [
            client.Name == Yarn ? new("Once, in .yarnrc.yml; Yarn 1 reads .npmrc", ConfigureYarn(project, scope)) : new("Once, in .npmrc", Configure(project, scope)),
            new("Install the package", $"{client.Verb} {name}@{version}"),
        ];
    }

    // A scope of its own leaves every other package where it was.
    private static string Configure(ProjectAddress project, string? scope)
    {
        var address = Api(project);
        var registry = scope is null ? $"registry={address}" : $"{scope}:registry={address}";
        return project.NeedsCredentials ? $"{registry}\n{Key(project)}={Token(project)}" : registry;
    }

    private static string ConfigureYarn(ProjectAddress project, string? scope)
    {
        var (start, indent) = scope is null ? ("", "") : ($"npmScopes:\n  {scope[1..]}:\n", "    ");
        var token = $"\n{indent}npmAuthToken: \"{Token(project)}\"" + (scope is null ? "\nnpmAlwaysAuth: true" : "");
        return $"{start}{indent}npmRegistryServer: \"{Api(project)}\"{(project.NeedsCredentials ? token : "")}";
    }

    // As the clients read it from the environment.
    private static string Token(ProjectAddress project) => project.SignedInAs is null ? "<access-token>" : "${TOKEN}";

    private static string Key(ProjectAddress project)
    {
        var address = Api(project);
        return $"{address[address.IndexOf("//", StringComparison.Ordinal)..]}:_authToken";
    }

    private static string Scope(string fullPath) => $"@{fullPath.Split('/')[0].ToLowerInvariant()}";

    private static string Api(ProjectAddress project) => $"{project.PublicUrl}/api/v4/projects/{project.ProjectId}/packages/npm/";

    private static IEnumerable<PackageFact> Facts(NpmMetadata? metadata, List<string> tags)
    {
        if (tags.Count > 0)
        {
            yield return new PackageFact(tags.Count == 1 ? "Tag" : "Tags", string.Join(", ", tags));
        }

        if (metadata is null)
        {
            yield break;
        }

        if (metadata.Deprecated is { } reason)
        {
            yield return new PackageFact("Deprecated", reason);
        }

        using var manifest = JsonDocument.Parse(metadata.Document);
        var texts = NpmManifestTexts.Of(manifest.RootElement);
        foreach (var fact in Texts(texts))
        {
            yield return fact;
        }

        foreach (var (field, label) in new[] { ("dependencies", "Depends on"), ("peerDependencies", "Peer") })
        {
            foreach (var dependency in Dependencies(manifest.RootElement, field))
            {
                yield return new PackageFact(label, dependency);
            }
        }

        foreach (var script in InstallScripts(manifest.RootElement))
        {
            yield return new PackageFact("Runs on install", script);
        }

        yield return new PackageFact("Files in it", $"{metadata.FileCount}");
        yield return new PackageFact("Provenance", metadata.PredicateType is null ? "none" : "attested: npm audit signatures checks it");
    }

    private static IEnumerable<PackageFact> Texts(NpmManifestTexts texts)
    {
        if (texts.License is { } license)
        {
            yield return new PackageFact("License", license);
        }

        if (texts.Author is { } author)
        {
            yield return new PackageFact("Author", author);
        }

        if (texts.Homepage is { } homepage)
        {
            yield return new PackageFact("Home", homepage, Link(homepage));
        }

        if (texts.Repository is { } repository)
        {
            yield return new PackageFact("Source", repository, Link(repository));
        }

        if (texts.Keywords.Count > 0)
        {
            yield return new PackageFact("Keywords", string.Join(", ", texts.Keywords));
        }
    }

    private static IEnumerable<string> Dependencies(JsonElement manifest, string field) =>
        manifest.TryGetProperty(field, out var map) && map.ValueKind == JsonValueKind.Object
            ? [.. map.EnumerateObject().Select(one => one.Value.ValueKind == JsonValueKind.String ? $"{one.Name} {one.Value.GetString()}" : one.Name)]
            : [];

    private static IEnumerable<string> InstallScripts(JsonElement manifest) =>
        manifest.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
            ? [.. scripts.EnumerateObject().Where(script => script.Name is "preinstall" or "install" or "postinstall").Select(script => $"{script.Name}: {script.Value}")]
            : [];

    // A package's own words: only a plain web address becomes a link.
    private static string? Link(string address)
    {
        var plain = address.StartsWith("git+https://", StringComparison.Ordinal) ? address["git+".Length..] : address;
        return Uri.TryCreate(plain, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? plain : null;
    }
}
