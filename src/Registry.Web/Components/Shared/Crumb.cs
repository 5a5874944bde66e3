namespace Registry.Web.Components.Shared;

/// <summary>A step of <see cref="Breadcrumbs"/>.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Href">Where it is, relative to the base address; the last step needs none.</param>
public sealed record Crumb(string Text, string? Href = null)
{
    /// <summary>A step for each part of a full path: the groups, and the project if it is one.</summary>
    public static IEnumerable<Crumb> Along(string fullPath)
    {
        var names = fullPath.Split('/');
        return names.Select((name, index) => new Crumb(name, string.Join('/', names[..(index + 1)])));
    }
}
