using System.Globalization;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>How a request names a project: by its number or by its full path.</summary>
internal readonly record struct ProjectRef(long? Id, string? FullPath)
{
    /// <summary>Reads a route value; digits alone are a number, as in GitLab.</summary>
    public static ProjectRef Of(string routeValue) =>
        !routeValue.AsSpan().ContainsAnyExceptInRange('0', '9') && long.TryParse(routeValue, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ProjectRef(id, null)
            : new ProjectRef(null, RawPath.Unfold(routeValue));
}
