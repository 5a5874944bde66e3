using Registry.Web.Auth;

namespace Registry.Web.Npm;

/// <summary>At which address a client uses the registry.</summary>
internal enum NpmLevel
{
    Project,
    Group,
    Instance,
}

/// <summary>
/// The projects that a package's name means where it was asked for, the one that published it first at the head. Of those that
/// the caller may not read nothing is shown, but what they published first is theirs all the same.
/// </summary>
internal sealed record NpmView(NpmLevel Level, IReadOnlyList<NpmHolder> Holders)
{
    public IReadOnlyList<long> HolderIds => [.. Holders.Select(holder => holder.ProjectId)];

    /// <summary>The ids of the projects that the caller may read.</summary>
    public IReadOnlyList<long> ReadableIds => [.. Holders.Where(holder => holder.IsReadable).Select(holder => holder.ProjectId)];

    /// <summary>All that a document depends on besides the name: equal keys show the same.</summary>
    public string Key { get; } = string.Join(',', Holders.Select(holder => holder.IsReadable ? $"{holder.ProjectId}" : $"({holder.ProjectId})"));

    /// <summary>A project's own view of its packages.</summary>
    public static NpmView OfProject(long projectId) => new(NpmLevel.Project, [new NpmHolder(projectId, IsReadable: true)]);
}

/// <summary>A project that has held the name.</summary>
internal sealed record NpmHolder(long ProjectId, bool IsReadable);

internal static class NpmViews
{
    /// <summary>What the request was let into.</summary>
    public static NpmView GetNpmView(this HttpContext context) =>
        context.Features.Get<NpmView>() ?? NpmView.OfProject(context.GetProject().Id);
}
