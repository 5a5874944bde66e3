using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>What a chart's metadata says, line by line.</summary>
internal static class ChartFacts
{
    private const string License = "artifacthub.io/license";

    public static IEnumerable<PackageFact> Of(IReadOnlyList<string> channels, ChartManifest? manifest)
    {
        if (manifest is null)
        {
            yield break;
        }

        foreach (var (label, value) in new[] { ("App version", manifest.AppVersion), ("Kubernetes", manifest.KubeVersion), ("Chart type", manifest.Type) })
        {
            if (value is not null)
            {
                yield return new PackageFact(label, value);
            }
        }

        yield return new PackageFact(channels.Count == 1 ? "Channel" : "Channels", string.Join(", ", channels));
        if (manifest.Annotations.GetValueOrDefault(License) is { Length: > 0 } license)
        {
            yield return new PackageFact("Licence", license);
        }

        if (manifest.Home is { } home)
        {
            yield return new PackageFact("Home", home, Link(home));
        }

        foreach (var source in manifest.Sources)
        {
            yield return new PackageFact("Source", source, Link(source));
        }

        foreach (var maintainer in manifest.Maintainers)
        {
            yield return new PackageFact("Maintainer", maintainer.Email is { } email ? $"{maintainer.Name} <{email}>" : maintainer.Name, Link(maintainer.Url));
        }

        if (manifest.Keywords.Count > 0)
        {
            yield return new PackageFact("Keywords", string.Join(", ", manifest.Keywords));
        }

        if (manifest.Icon is { } icon && Link(icon) is { } address)
        {
            yield return new PackageFact("Icon", icon, address);
        }
    }

    // A chart's own words: only a plain web address becomes a link.
    private static string? Link(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? address : null;
}
