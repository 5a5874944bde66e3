using System.Text.Json;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>What a version says of itself.</summary>
/// <param name="Document">
/// A JSON object for the full packument: every published field but those that the registry answers for, with the canonical
/// <c>version</c>, <c>_id</c> and <c>_hasShrinkwrap</c>.
/// </param>
/// <param name="Abbreviated">A JSON object for the abbreviated packument: the fields that installing needs.</param>
/// <param name="Texts">For pages and the search.</param>
internal sealed record NpmManifest(byte[] Document, byte[] Abbreviated, NpmManifestTexts Texts)
{
    private const string NotCoherent = "Package manifest is not coherent: ";

    /// <summary>Takes a published manifest if it is that version's, and says what its tarball says.</summary>
    /// <param name="published">The manifest as the client sent it: UTF-8 JSON of whatever shape.</param>
    /// <param name="tarball">What it came with.</param>
    /// <param name="sums">The tarball's.</param>
    /// <param name="name">The package it was sent for.</param>
    /// <param name="version">The key it was sent under.</param>
    public static NpmManifestReading Read(ReadOnlySpan<byte> published, Tarball tarball, BlobSums sums, NpmPackageName name, NpmVersion version)
    {
        using var manifest = Parse(published);
        if (manifest is null)
        {
            return new NpmManifestReading.Unusable($"versions[\"{version}\"] is not a JSON object.");
        }

        using var packed = Parse(tarball.PackageJson);
        if (packed is null)
        {
            return new NpmManifestReading.Unusable(NotCoherent + "package.json in the tarball is not a JSON object.");
        }

        var fault = NamingFault(manifest.RootElement, name, version)
            ?? PublishedSums.Fault(manifest.RootElement, sums)
            ?? PackedNamingFault(packed.RootElement, name, version)
            ?? ContentFault(manifest.RootElement, packed.RootElement, tarball);
        return fault is null
            ? new NpmManifestReading.Manifest(NpmManifestFields.Compose(manifest.RootElement, tarball, name, version))
            : new NpmManifestReading.Unusable(fault);
    }

    private static string? NamingFault(JsonElement manifest, NpmPackageName name, NpmVersion version)
    {
        var (saidName, saidVersion) = (manifest.Text("name"), manifest.Text("version"));
        if (saidName != name.Text)
        {
            return saidName is null ? $"versions[\"{version}\"] has no name." : $"versions[\"{version}\"] is of the package {Shown(saidName)}, the document of {Shown(name.Text)}.";
        }

        if (!NpmVersion.CleanEquals(saidVersion, version))
        {
            return saidVersion is null ? $"versions[\"{version}\"] has no version." : $"versions[\"{version}\"] is of version {Shown(saidVersion)}.";
        }

        return manifest.Field("private").ValueKind is JsonValueKind.True
            ? "The package is marked as private: remove \"private\" from its package.json to publish it."
            : null;
    }

    // npm cuts blanks off a name.
    private static string? PackedNamingFault(JsonElement packed, NpmPackageName name, NpmVersion version)
    {
        var (saidName, saidVersion) = (packed.Text("name"), packed.Text("version"));
        if (saidName?.Trim() != name.Text)
        {
            return $"{NotCoherent}package.json in the tarball has {(saidName is null ? "no name" : $"the name {Shown(saidName)}")}, the document {Shown(name.Text)}.";
        }

        return NpmVersion.CleanEquals(saidVersion, version)
            ? null
            : $"{NotCoherent}package.json in the tarball has {(saidVersion is null ? "no version" : $"the version {Shown(saidVersion)}")}, the document {Shown(version.Text)}.";
    }

    private static string? ContentFault(JsonElement manifest, JsonElement packed, Tarball tarball) =>
        ManifestCoherence.Fault(manifest, packed, tarball.HasGyp) is { } difference ? NotCoherent + difference : null;

    private static string Shown(string text) => text.Length <= NpmPackageName.MaxLength ? $"\"{text}\"" : $"\"{text.AsSpan(0, NpmPackageName.MaxLength)}…\"";

    private static JsonDocument? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var document = PlainJson.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // The reason is the caller's to word.
        }

        return null;
    }
}
