using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>How each client installs a package, and is told of the registry.</summary>
internal static class NpmInstall
{
    private const string Yarn = "Yarn";

    private static readonly (string Name, string Verb)[] Clients = [("npm", "npm install"), (Yarn, "yarn add"), ("pnpm", "pnpm add"), ("Bun", "bun add")];

    /// <summary>The likeliest first.</summary>
    public static IReadOnlyList<InstallChoice> Choices(ProjectAddress project, string name, string version) =>
    [
        .. Clients.Select(client => new InstallChoice(client.Name, Commands(project, client, name, version))),
        new("curl", [new("Download the tarball", Curl(project, name, version))]),
    ];

    // A scope of its own leaves every other package where it was.
    public static string Configure(ProjectAddress project, string? scope)
    {
        var address = Api(project);
        var registry = scope is null ? $"registry={address}" : $"{scope}:registry={address}";
        return project.NeedsCredentials ? $"{registry}\n{Key(project)}={Token(project)}" : registry;
    }

    public static string Key(ProjectAddress project)
    {
        var address = Api(project);
        return $"{address[address.IndexOf("//", StringComparison.Ordinal)..]}:_authToken";
    }

    public static string Api(ProjectAddress project) => $"{project.PublicUrl}/api/v4/projects/{project.ProjectId}/packages/npm/";

    private static IReadOnlyList<CommandSnippet> Commands(ProjectAddress project, (string Name, string Verb) client, string name, string version)
    {
        var scope = name.StartsWith('@') ? name[..name.IndexOf('/', StringComparison.Ordinal)] : null;
        return
        [
            client.Name == Yarn ? new("Once, in .yarnrc.yml; Yarn 1 reads .npmrc", ConfigureYarn(project, scope)) : new("Once, in .npmrc", Configure(project, scope)),
            new("Install the package", $"{client.Verb} {name}@{version}"),
        ];
    }

    private static string ConfigureYarn(ProjectAddress project, string? scope)
    {
        var (start, indent) = scope is null ? ("", "") : ($"npmScopes:\n  {scope[1..]}:\n", "    ");
        var token = $"\n{indent}npmAuthToken: \"{Token(project)}\"" + (scope is null ? "\nnpmAlwaysAuth: true" : "");
        return $"{start}{indent}npmRegistryServer: \"{Api(project)}\"{(project.NeedsCredentials ? token : "")}{AllowHttp(project)}";
    }

    // Yarn from 2 on asks no server without TLS (YN0081), be it on its own machine, unless it is named.
    private static string AllowHttp(ProjectAddress project)
    {
        var address = new Uri(project.PublicUrl);
        return address.Scheme == Uri.UriSchemeHttp ? $"\nunsafeHttpWhitelist: [\"{address.Host}\"]" : "";
    }

    private static string Curl(ProjectAddress project, string name, string version)
    {
        var credentials = project.NeedsCredentials ? $" --header \"Authorization: Bearer {project.Secret ?? (project.SignedInAs is null ? "<access-token>" : "$TOKEN")}\"" : "";
        return $"curl --fail --remote-name{credentials} \\\n  {Api(project)}{name}/-/{TarballName.WithoutScope($"{name}-{version}.tgz")}";
    }

    // As the clients read it from the environment.
    private static string Token(ProjectAddress project) => project.Secret ?? (project.SignedInAs is null ? "<access-token>" : "${TOKEN}");
}
