namespace Registry.Web.Components.Shared;

/// <summary>A step of <see cref="Breadcrumbs"/>.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Href">Where it is, relative to the base address; the last step needs none.</param>
public sealed record Crumb(string Text, string? Href = null)
{
    /// <summary>A step for each group, to the projects in it, and one for the project of a full path.</summary>
    public static IEnumerable<Crumb> Along(string fullPath)
    {
        var names = fullPath.Split('/');
        return names.Select((name, index) => new Crumb(name, index == names.Length - 1 ? fullPath : InGroup(string.Join('/', names[..(index + 1)]))));
    }

    private static string InGroup(string group) => $"explore?search={Uri.EscapeDataString($"{group}/")}";
}
