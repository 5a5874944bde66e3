using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Registry.Clients.Npm;

/// <summary>A packed package, for tests that are not about packing and publishing.</summary>
public sealed record TestPackage(string Name, string Version, string Manifest, byte[] Tarball)
{
    public string Integrity => $"sha512-{Convert.ToBase64String(SHA512.HashData(Tarball))}";

    /// <summary>The name that the registry stores the tarball's bytes under.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Tarball));

    /// <summary>Packs what <see cref="PackageFolder.Write"/> would write.</summary>
    /// <param name="name">The package's name.</param>
    /// <param name="version">The package's version.</param>
    /// <param name="more">Further members of package.json.</param>
    /// <param name="module">The text of index.js; the text <c>name@version</c> as module when null.</param>
    public static TestPackage Pack(string name, string version, string? more = null, string? module = null)
    {
        var manifest = PackageFolder.Manifest(name, version, more);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in ((string, string)[])[("package.json", manifest), ("index.js", module ?? $"module.exports = '{name}@{version}';\n")])
            {
                using var data = new MemoryStream(Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{path}") { DataStream = data });
            }
        }

        return new TestPackage(name, version, manifest, packed.ToArray());
    }

    /// <summary>The document that publishes it.</summary>
    public string Document(string tag)
    {
        var manifest = JsonNode.Parse(Manifest)!.AsObject();
        manifest["_id"] = $"{Name}@{Version}";
        manifest["dist"] = new JsonObject
        {
            ["integrity"] = Integrity,
            ["tarball"] = $"http://registry.example.com/{Name}/-/{Name}-{Version}.tgz",
        };
        return new JsonObject
        {
            ["_id"] = Name,
            ["name"] = Name,
            ["dist-tags"] = new JsonObject { [tag] = Version },
            ["versions"] = new JsonObject { [Version] = manifest },
            ["_attachments"] = new JsonObject
            {
                [$"{Name}-{Version}.tgz"] = new JsonObject
                {
                    ["content_type"] = "application/octet-stream",
                    ["data"] = Convert.ToBase64String(Tarball),
                    ["length"] = Tarball.Length,
                },
            },
        }.ToJsonString();
    }
}
