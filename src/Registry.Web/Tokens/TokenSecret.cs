using System.Security.Cryptography;
using System.Text;
using ICSharpCode.SharpZipLib.Checksum;

namespace Registry.Web.Tokens;

/// <summary>
/// The text of a token: a prefix, 32 random Base62 characters, and the CRC-32 of all that as 6 more. The sum lets scanners tell
/// a leaked token from chance, and lets the registry refuse a mistyped one without asking the database.
/// </summary>
internal static class TokenSecret
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 32;
    private const int SumLength = 6;

    public static string Create(string prefix)
    {
        var body = prefix + RandomNumberGenerator.GetString(Base62, RandomLength);
        return body + Sum(body);
    }

    /// <summary>True if the sum at its end is right.</summary>
    public static bool IsWellFormed(string secret) =>
        secret.Length is >= RandomLength + SumLength and <= 128 && Ascii.IsValid(secret) && secret.EndsWith(Sum(secret[..^SumLength]), StringComparison.Ordinal);

    /// <summary>What is stored and searched for in its place: SHA-256. The secret has 190 random bits, so that no salt is needed.</summary>
    public static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Sum(string text)
    {
        var crc = new Crc32();
        crc.Update(Encoding.ASCII.GetBytes(text));
        return string.Create(SumLength, crc.Value, static (digits, value) =>
        {
            for (var i = SumLength - 1; i >= 0; i--, value /= Base62.Length)
            {
                digits[i] = Base62[(int)(value % Base62.Length)];
            }
        });
    }
}
