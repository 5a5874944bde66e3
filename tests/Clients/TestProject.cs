using Registry.Clients.Helm;
using Registry.Clients.Npm;

namespace Registry.Clients;

/// <summary>A project of the running registry.</summary>
public sealed record TestProject(Uri Registry, string Id, string FullPath)
{
    /// <summary>How the project is named in an address: the full path in one segment, its slashes encoded.</summary>
    public string EncodedPath => Uri.EscapeDataString(FullPath);

    /// <summary>The project as an address names it in one of the ways.</summary>
    public string Named(AddressKind kind) => kind switch
    {
        AddressKind.Id => Id,
        AddressKind.EncodedPath => EncodedPath,
        _ => FullPath,
    };

    /// <summary>The address that helm adds as a repository.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="project">The project as the address shall name it; its numeric id when null.</param>
    public string HelmRepository(string channel, string? project = null) => $"{Registry}api/v4/projects/{project ?? Id}/packages/helm/{channel}";

    /// <summary>The address that npm takes for a registry that holds the project's packages.</summary>
    /// <param name="level">The project alone, its topmost group, or everything.</param>
    public Uri NpmRegistry(NpmLevel level = NpmLevel.Project) => new(Registry, level switch
    {
        NpmLevel.Project => $"api/v4/projects/{Id}/packages/npm/",
        NpmLevel.Group => $"api/v4/groups/{FullPath.Split('/')[0]}/-/packages/npm/",
        _ => "api/v4/packages/npm/",
    });

    /// <summary>The address that a chart is posted to.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="project">The project as the address shall name it; its numeric id when null.</param>
    public string HelmUpload(string channel, string? project = null) => $"{Registry}api/v4/projects/{project ?? Id}/packages/helm/api/{channel}/charts";
}
