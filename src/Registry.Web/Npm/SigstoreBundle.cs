using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>What a provenance file claims: the in-toto statement in its DSSE envelope. Its signature is the client's to verify.</summary>
/// <param name="MediaType">Of the bundle.</param>
/// <param name="PredicateType">What kind of statement it is, such as <c>https://slsa.dev/provenance/v1</c>.</param>
/// <param name="Subject">The package and version it is about, as a package URL.</param>
/// <param name="Sha512">The digest it is about, in hex.</param>
internal sealed record SigstoreBundle(string MediaType, string PredicateType, string Subject, string Sha512)
{
    public const string Invalid = "The provenance is no Sigstore bundle with an in-toto statement about one package.";

    private const string MediaTypes = "application/vnd.dev.sigstore.bundle";
    private const string Statement = "application/vnd.in-toto+json";

    /// <summary>Null for anything else than a bundle about one subject; see <see cref="Invalid"/>.</summary>
    public static SigstoreBundle? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            using var bundle = PlainJson.Parse(json);
            var envelope = bundle.RootElement.Field("dsseEnvelope");
            if (bundle.RootElement.Text("mediaType") is not { } mediaType || !mediaType.StartsWith(MediaTypes, StringComparison.Ordinal)
                || envelope.Text("payloadType") != Statement || !envelope.Field("payload").TryBytes(out var payload))
            {
                return null;
            }

            using var statement = PlainJson.Parse(payload);
            return statement.RootElement.Text("predicateType") is { } predicate
                && statement.RootElement.Field("subject") is { ValueKind: JsonValueKind.Array } subjects && subjects.GetArrayLength() == 1
                && subjects[0].Text("name") is { } subject && subjects[0].Field("digest").Text("sha512") is { } sha512
                ? new SigstoreBundle(mediaType, predicate, subject, sha512)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why it is not about that tarball; null if it is.</summary>
    /// <param name="name">The package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="sha512">Of the tarball, in lower-case hex.</param>
    public string? Fault(NpmPackageName name, NpmVersion version, string sha512)
    {
        // npm escapes the scope's sign and nothing else.
        var purl = $"pkg:npm/{(name.Scope is null ? name.Text : $"%40{name.Text[1..]}")}@{version}";
        if (Subject != purl)
        {
            return $"The provenance is about {Shown(Subject)}, the package is {purl}.";
        }

        return Sha512 == sha512 ? null : $"The provenance is about a tarball with the SHA-512 {Shown(Sha512)}, this one has {sha512}.";
    }

    private static string Shown(string text) => text.Length <= 300 ? text : $"{text.AsSpan(0, 300)}…";
}
