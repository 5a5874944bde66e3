using System.Text.Json;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What a version's manifest says to people.</summary>
internal static class NpmFacts
{
    private static readonly (string Field, string Group)[] Groups =
        [("dependencies", "Dependencies"), ("peerDependencies", "Peer"), ("optionalDependencies", "Optional"), ("devDependencies", "Development")];

    public static IEnumerable<PackageFact> Of(NpmMetadata? metadata, JsonElement manifest, IReadOnlyList<string> tags)
    {
        if (tags.Count > 0)
        {
            yield return new PackageFact(tags.Count == 1 ? "Tag" : "Tags", string.Join(", ", tags));
        }

        if (metadata is null)
        {
            yield break;
        }

        foreach (var fact in Texts(NpmManifestTexts.Of(manifest)).Concat(Shape(manifest)))
        {
            yield return fact;
        }

        yield return new PackageFact("Files in it", $"{metadata.FileCount}");
        yield return new PackageFact("Unpacked", "") { Size = metadata.UnpackedSize };
    }

    /// <summary>What npm runs when it installs the version.</summary>
    public static IReadOnlyList<string> InstallScripts(JsonElement manifest) =>
        [.. manifest.Field("scripts").TextMap().Where(script => script.Key is "preinstall" or "install" or "postinstall").Select(script => $"{script.Key}: {script.Value}")];

    public static IEnumerable<PackageNeed> Needs(JsonElement manifest)
    {
        var optional = manifest.Field("optionalDependencies").TextMap();
        foreach (var (field, group) in Groups)
        {
            // npm writes the optional ones among the others once more.
            foreach (var (name, range) in manifest.Field(field).TextMap().Where(one => field != "dependencies" || !optional.ContainsKey(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                var mayLack = field == "peerDependencies" && manifest.Field("peerDependenciesMeta").Field(name).Field("optional").ValueKind is JsonValueKind.True;
                yield return new PackageNeed(group, name, range, Note: mayLack ? "optional" : null);
            }
        }
    }

    private static IEnumerable<PackageFact> Shape(JsonElement manifest)
    {
        foreach (var (engine, range) in manifest.Field("engines").TextMap())
        {
            yield return new PackageFact("Engine", $"{engine} {range}");
        }

        yield return new PackageFact("Module", manifest.Text("type") == "module" ? "ES module" : "CommonJS");
        if ((manifest.Text("types") ?? manifest.Text("typings")) is not null)
        {
            yield return new PackageFact("Types", "included");
        }

        if (ManifestBins.Of(manifest) is { Count: > 0 } bins)
        {
            yield return new PackageFact(bins.Count == 1 ? "Command" : "Commands", string.Join(", ", bins.Keys));
        }
    }

    private static IEnumerable<PackageFact> Texts(NpmManifestTexts texts)
    {
        if (texts.License is { } license)
        {
            yield return new PackageFact("Licence", license);
        }

        if (texts.Author is { } author)
        {
            yield return new PackageFact("Author", author);
        }

        foreach (var (label, address) in new[] { ("Home", texts.Homepage), ("Source", texts.Repository), ("Bugs", texts.Bugs) })
        {
            if (address is not null)
            {
                yield return new PackageFact(label, address, Link(address));
            }
        }

        if (texts.Keywords.Count > 0)
        {
            yield return new PackageFact("Keywords", string.Join(", ", texts.Keywords));
        }
    }

    // A package's own words: only a plain web address becomes a link.
    private static string? Link(string address)
    {
        var plain = address.StartsWith("git+https://", StringComparison.Ordinal) ? address["git+".Length..] : address;
        return Uri.TryCreate(plain, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? plain : null;
    }
}
