using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Registry.Web.Pipelines;

/// <summary>A public key of an issuer, good for the one algorithm that its kind is for.</summary>
internal abstract class IssuerKey(string keyId, string algorithm)
{
    public const string Rs256 = "RS256";
    public const string Es256 = "ES256";

    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;

    public string KeyId => keyId;

    public string Algorithm => algorithm;

    /// <summary>Reads an entry of a key set (RFC 7517); null if it is of no use here.</summary>
    public static IssuerKey? Read(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "kid") is not { } keyId || Text(entry, "use") is not (null or "sig"))
        {
            return null;
        }

        return (Text(entry, "kty"), Text(entry, "alg")) switch
        {
            ("RSA", null or Rs256) when Bytes(entry, "n") is { } modulus && Bytes(entry, "e") is { } exponent && Bits(modulus) is >= LeastRsaBits and <= MostRsaBits =>
                new RsaKey(keyId, new RSAParameters { Modulus = modulus, Exponent = exponent }),
            ("EC", null or Es256) when Text(entry, "crv") == "P-256" && Bytes(entry, "x") is { Length: 32 } x && Bytes(entry, "y") is { Length: 32 } y =>
                new EcKey(keyId, new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } }),
            _ => null,
        };
    }

    public bool Verifies(byte[] signed, byte[] signature)
    {
        try
        {
            return Check(signed, signature);
        }
        catch (CryptographicException)
        {
            return false; // a key that is none, such as a point beside the curve
        }
    }

    protected abstract bool Check(byte[] signed, byte[] signature);

    private static int Bits(byte[] modulus) => modulus.AsSpan().TrimStart((byte)0).Length * 8;

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement of, string name)
    {
        try
        {
            return Text(of, name) is { Length: > 0 } text ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed class RsaKey(string keyId, RSAParameters key) : IssuerKey(keyId, Rs256)
    {
        protected override bool Check(byte[] signed, byte[] signature)
        {
            using var rsa = RSA.Create(key);
            return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private sealed class EcKey(string keyId, ECParameters key) : IssuerKey(keyId, Es256)
    {
        protected override bool Check(byte[] signed, byte[] signature)
        {
            using var ec = ECDsa.Create(key);
            return ec.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
