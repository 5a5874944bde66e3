using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>How each client installs a chart.</summary>
/// <param name="project">Where it is.</param>
/// <param name="channel">The channel it is taken from.</param>
/// <param name="name">The chart.</param>
/// <param name="version">Its version.</param>
/// <param name="isSigned">Whether it has provenance to verify.</param>
internal sealed class ChartInstall(ProjectAddress project, string channel, string name, string version, bool isSigned)
{
    /// <summary>Without the flag helm refuses a name that it has already, as after a token was rotated. Helm 3.6 knows it.</summary>
    public const string AddCommand = "helm repo add --force-update";

    /// <summary>The likeliest first.</summary>
    public IReadOnlyList<InstallChoice> Choices() =>
    [
        new("Helm repo", [new("Add this channel once", Add), new("Install or upgrade", Upgrade)]),
        new("Helm pull", [new("Add this channel once", Add), new("Download it", $"helm pull {Repository}/{name} --version {version}{(isSigned ? " --verify" : "")}")]),
        new("Argo CD", [.. Secret("argocd", ArgoSecret), new("The application", ArgoApplication)]),
        new("Flux", [.. Secret("flux-system", FluxSecret), new("The repository and the release", FluxRelease)]),
        new("curl", [new("Download it", Curl)]),
    ];

    public string Add => AddRepository(project, channel);

    public string Upgrade => $"helm upgrade --install {Release} {Repository}/{name} --version {version}";

    /// <summary>The address of a project's charts, without a channel.</summary>
    public static string Api(ProjectAddress project) => $"{project.PublicUrl}/api/v4/projects/{project.ProjectId}/packages/helm";

    public static string AddRepository(ProjectAddress project, string channel)
    {
        var credentials = project.NeedsCredentials ? $" \\\n  --username {project.UserName} --password {project.Token}" : "";
        return $"{AddCommand} {RepositoryName(project, channel)} \\\n  {Api(project)}/{channel}{credentials}\nhelm repo update";
    }

    private string Address => $"{Api(project)}/{channel}";

    private string Repository => RepositoryName(project, channel);

    // Kubernetes takes lower-case letters, digits and hyphens.
    private string Release => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') is { Length: > 0 } plain ? plain[..Math.Min(plain.Length, 53)].TrimEnd('-') : "release";

    private string Password => project.Secret ?? "<access-token>";

    private string ArgoSecret => $"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: {Repository.ToLowerInvariant()}
          namespace: argocd
          labels:
            argocd.argoproj.io/secret-type: repository
        stringData:
          type: helm
          name: {Repository}
          url: {Address}
          username: {project.UserName}
          password: {Password}
        """;

    private string ArgoApplication => $"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: {Release}
          namespace: argocd
        spec:
          project: default
          source:
            repoURL: {Address}
            chart: {name}
            targetRevision: "{version}"
          destination:
            server: https://kubernetes.default.svc
            namespace: {Release}
          syncPolicy:
            syncOptions: [CreateNamespace=true]
        """;

    private string FluxSecret => $"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: {Repository.ToLowerInvariant()}
          namespace: flux-system
        stringData:
          username: {project.UserName}
          password: {Password}
        """;

    private string FluxRelease => $"""
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: HelmRepository
        metadata:
          name: {Repository.ToLowerInvariant()}
          namespace: flux-system
        spec:
          interval: 1h
          url: {Address}{(project.NeedsCredentials ? $"\n  secretRef:\n    name: {Repository.ToLowerInvariant()}" : "")}
        ---
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata:
          name: {Release}
          namespace: flux-system
        spec:
          interval: 10m
          targetNamespace: {Release}
          install:
            createNamespace: true
          chart:
            spec:
              chart: {name}
              version: "{version}"
              sourceRef:
                kind: HelmRepository
                name: {Repository.ToLowerInvariant()}
        """;

    private string Curl
    {
        get
        {
            var credentials = project.NeedsCredentials ? $" --user {project.UserName}:{project.Token}" : "";
            return $"curl --fail --remote-name{credentials} \\\n  {Address}/charts/{ChartFileName.Of(name, version)}";
        }
    }

    private IEnumerable<CommandSnippet> Secret(string place, string yaml) => project.NeedsCredentials ? [new($"The credentials, in {place}", yaml)] : [];

    // Two projects of one name, or two channels, are two repositories to helm.
    private static string RepositoryName(ProjectAddress project, string channel) =>
        project.FullPath.Replace('/', '-') + (channel == Channel.Usual ? "" : $"-{channel}");
}
