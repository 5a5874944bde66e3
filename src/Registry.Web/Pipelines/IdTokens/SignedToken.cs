using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Registry.Web.Pipelines;

/// <summary>A JSON Web Token taken apart (RFC 7515, compact). Nothing that it says is believed yet.</summary>
/// <param name="Signed">The part that the signature is about.</param>
internal sealed record SignedToken(string Algorithm, string? KeyId, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    public const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Null if it is none, or one whose header asks for what is not understood here.</summary>
    public static SignedToken? Read(string text)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var claims, var signature] || ReadObject(header) is not { } head || ReadObject(claims) is not { } body)
        {
            return null;
        }

        var type = Text(head, "typ");
        return Text(head, "alg") is { } algorithm && Decode(signature) is { } signed && !head.TryGetProperty("crit", out _) && (type is null || type.Equals("JWT", StringComparison.OrdinalIgnoreCase))
            ? new SignedToken(algorithm, Text(head, "kid"), body, Encoding.ASCII.GetBytes($"{header}.{claims}"), signed)
            : null;
    }

    public override string ToString() => "ID token"; // a record would print it

    private static JsonElement? ReadObject(string part)
    {
        if (Decode(part) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The decoder passes over spaces and padding; a token has neither.
    private static byte[]? Decode(string part)
    {
        try
        {
            return part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Base64Url.DecodeFromChars(part) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
