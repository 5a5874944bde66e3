using System.Security.Cryptography;
using System.Text;
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
    public const string Predicate = "https://slsa.dev/provenance/v1";

    private const string BundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";

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

    /// <summary>The document with a provenance file, as <c>npm publish --provenance</c> attaches it: JSON as text, not base64.</summary>
    public JsonObject ToAttestedDocument(string? sha512 = null)
    {
        var purl = $"pkg:npm/{Name.Replace("@", "%40", StringComparison.Ordinal)}@{Version}";
        var statement = $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"{{{purl}}}","digest":{"sha512":"{{{sha512 ?? Convert.ToHexStringLower(SHA512.HashData(Tarball))}}}"}}],"predicateType":"{{{Predicate}}}","predicate":{}}""";
        var bundle = $$$"""{"mediaType":"{{{BundleType}}}","verificationMaterial":{"x":"é"},"dsseEnvelope":{"payload":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(statement))}}}","payloadType":"application/vnd.in-toto+json","signatures":[]}}""";
        var document = ToDocument();
        document["_attachments"]![$"{Name}-{Version}.sigstore"] = new JsonObject { ["content_type"] = BundleType, ["data"] = bundle, ["length"] = bundle.Length };
        return document;
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
