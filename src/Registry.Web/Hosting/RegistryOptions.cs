using System.Net;

namespace Registry.Web.Hosting;

/// <summary>The settings of section <c>Registry</c> that belong to no single room.</summary>
internal sealed class RegistryOptions
{
    public const string Section = "Registry";

    /// <summary>Where everything is kept; relative to the content root unless absolute.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The address that people and clients use, path included; null to believe the request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The path below which a reverse proxy hands requests over, such as <c>/registry</c>.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>Addresses or networks whose forwarding headers are believed; null for this machine alone, an empty list for none.</summary>
    public string[]? KnownProxies { get; set; }

    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
        {
            yield return "Registry:DataDirectory is empty: name the folder that holds the data.";
        }

        if (PublicUrl is not null && !IsPublicUrl(PublicUrl))
        {
            yield return $"Registry:PublicUrl '{PublicUrl}' is no address: give one such as https://registry.example.com, without a query.";
        }

        if (PathBase.Length > 0 && (PathBase[0] != '/' || PathBase[^1] == '/' || PathBase.AsSpan().ContainsAny("%?#\\")))
        {
            yield return $"Registry:PathBase '{PathBase}' must begin with a slash and not end with one, such as /registry.";
        }

        foreach (var proxy in (KnownProxies ?? []).Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
        {
            yield return $"Registry:KnownProxies holds '{proxy}', which is neither an address (10.0.0.7) nor a network (10.0.0.0/8).";
        }
    }

    private static bool IsPublicUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;
}
