using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Makes the parts of the two packuments out of a published manifest. Values stay as they were written.</summary>
internal static class NpmManifestFields
{
    // The registry answers for these itself, and adds them when it writes the packument.
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "_attachments", "_hasShrinkwrap", "_id", "_npmUser", "deprecated", "dist", "maintainers", "readme", "readmeFilename", "signatures",
    };

    private static readonly string[] ForInstalling =
    [
        "dependencies", "optionalDependencies", "devDependencies", "bundleDependencies", "peerDependencies", "peerDependenciesMeta",
        "acceptDependencies", "bin", "directories", "engines", "os", "cpu", "libc", "funding",
    ];

    public static NpmManifest Compose(JsonElement manifest, Tarball tarball, NpmPackageName name, NpmVersion version) => new(
        Document(manifest, tarball, name, version),
        Abbreviated(manifest, tarball, name, version),
        NpmManifestTexts.Of(manifest));

    private static byte[] Document(JsonElement manifest, Tarball tarball, NpmPackageName name, NpmVersion version)
    {
        var fields = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in manifest.EnumerateObject())
        {
            fields[field.Name] = field.Value;
        }

        var output = new ArrayBufferWriter<byte>();
        var json = Begin(output, name, version);
        foreach (var (field, value) in fields)
        {
            if (field is not ("name" or "version") && !Left.Contains(field))
            {
                json.Raw(","u8).Text(field).Raw(":"u8).Raw(JsonMarshal.GetRawUtf8Value(value));
            }
        }

        json.Raw(",\"_id\":"u8).Text($"{name}@{version}");
        return End(json, output, tarball);
    }

    private static byte[] Abbreviated(JsonElement manifest, Tarball tarball, NpmPackageName name, NpmVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = Begin(output, name, version);
        foreach (var field in ForInstalling)
        {
            var value = manifest.Field(field);
            if (field == "bundleDependencies" && IsNothing(value))
            {
                value = manifest.Field("bundledDependencies");
            }

            if (!IsNothing(value))
            {
                json.Raw(","u8).Text(field).Raw(":"u8).Raw(JsonMarshal.GetRawUtf8Value(value));
            }
        }

        if (ManifestCoherence.HasInstallScript(manifest, tarball.HasGyp))
        {
            json.Raw(",\"hasInstallScript\":true"u8);
        }

        return End(json, output, tarball);
    }

    private static bool IsNothing(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static JsonOutput Begin(IBufferWriter<byte> output, NpmPackageName name, NpmVersion version) =>
        new JsonOutput(output).Raw("{\"name\":"u8).Text(name.Text).Raw(",\"version\":"u8).Text(version.Text);

    // npm 6 fetches every tarball that does not say it has no shrinkwrap.
    private static byte[] End(JsonOutput json, ArrayBufferWriter<byte> output, Tarball tarball)
    {
        json.Raw(tarball.HasShrinkwrap ? ",\"_hasShrinkwrap\":true}"u8 : ",\"_hasShrinkwrap\":false}"u8);
        return output.WrittenSpan.ToArray();
    }
}
