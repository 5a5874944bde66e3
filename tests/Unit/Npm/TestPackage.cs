using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Unit.Archives;

namespace Registry.Unit.Npm;

/// <summary>A package as npm publishes it: a tarball, and a document of which a test changes what it likes.</summary>
/// <param name="Name">With its scope, if any.</param>
/// <param name="Version">Of manifest, tarball and tag.</param>
/// <param name="More">Further fields of package.json: <c>"license":"MIT"</c>.</param>
internal sealed record TestPackage(string Name = "@acme/tool", string Version = "1.0.0", string More = "")
{
    private readonly byte[]? _tarball;

    public string Tag { get; init; } = "latest";

    /// <summary>A tarball of one's own, whose sums the document gives.</summary>
    public byte[] Tarball
    {
        get => _tarball ?? Pack(PackageJson);
        init => _tarball = value;
    }

    public string PackageJson => $$"""{"name":{{Quoted(Name)}},"version":{{Quoted(Version)}}{{(More.Length > 0 ? "," : "")}}{{More}}}""";

    public string TarballKey => $"{Name}-{Version}.tgz";

    public string Integrity => $"sha512-{Convert.ToBase64String(SHA512.HashData(Tarball))}";

#pragma warning disable CA5350 // npm's shasum is a SHA-1.
    public string Shasum => Convert.ToHexStringLower(SHA1.HashData(Tarball));
#pragma warning restore CA5350

    /// <summary>The folder <c>package</c> with a package.json and further files.</summary>
    public static byte[] Pack(string packageJson, params (string Path, string Text)[] files)
    {
        var tar = new TestTar().File("package/package.json", packageJson);
        foreach (var (path, text) in files)
        {
            tar.File($"package/{path}", text);
        }

        return tar.ToTgz();
    }

    /// <summary>What npm puts.</summary>
    public JsonObject ToDocument()
    {
        var manifest = (JsonObject)JsonNode.Parse(PackageJson)!;
        manifest["_id"] = $"{Name}@{Version}";
        manifest["dist"] = new JsonObject
        {
            ["integrity"] = Integrity,
            ["shasum"] = Shasum,
            ["tarball"] = $"http://elsewhere.example.com/{Name}/-/{TarballKey}", // npm's own guess, which counts for nothing
        };
        return new JsonObject
        {
            ["_id"] = Name,
            ["name"] = Name,
            ["dist-tags"] = new JsonObject { [Tag] = Version },
            ["versions"] = new JsonObject { [Version] = manifest },
            ["access"] = null,
            ["_attachments"] = new JsonObject { [TarballKey] = Attachment(Tarball) },
        };
    }

    public static JsonObject Attachment(byte[] data) => new()
    {
        ["content_type"] = "application/octet-stream",
        ["data"] = Convert.ToBase64String(data),
        ["length"] = data.Length,
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
