using Registry.Clients.Helm;

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

    /// <summary>The address that a chart is posted to.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="project">The project as the address shall name it; its numeric id when null.</param>
    public string HelmUpload(string channel, string? project = null) => $"{Registry}api/v4/projects/{project ?? Id}/packages/helm/api/{channel}/charts";
}
