using System.Security.Cryptography;

namespace Registry.Unit.Helm;

/// <summary>
/// Provenance files as <c>helm package --sign</c> writes them, but for the signature: the registry has no keyring to check it
/// with. tests/Clients has real ones.
/// </summary>
internal static class Provenances
{
    public static string Of(byte[] chart, string name = "mychart", string version = "0.1.0", string? fileName = null) => $"""
        -----BEGIN PGP SIGNED MESSAGE-----
        Hash: SHA512

        apiVersion: v2
        name: {name}
        version: {version}

        ...
        files:
          {fileName ?? $"{name}-{version}.tgz"}: sha256:{Convert.ToHexStringLower(SHA256.HashData(chart))}
        -----BEGIN PGP SIGNATURE-----

        wsDcBAEBCgAQBQJh
        =abcd
        -----END PGP SIGNATURE-----

        """.ReplaceLineEndings("\n");
}
