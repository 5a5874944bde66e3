using System.Text.Json;
using System.Text.Json.Serialization;

namespace Registry.Web.Pipelines;

/// <summary>The claims of a trusted publisher as rows keep them.</summary>
internal static class TrustedClaims
{
    public const int Most = 20;
    public const int LongestName = 100;
    public const int LongestValue = 1000;

    public static string Format(IReadOnlyDictionary<string, string> claims) =>
        JsonSerializer.Serialize(claims.OrderBy(claim => claim.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), TrustedClaimsJson.Default.DictionaryStringString);

    public static Dictionary<string, string> Read(string stored) => JsonSerializer.Deserialize(stored, TrustedClaimsJson.Default.DictionaryStringString)!;

    /// <summary>Whether every name and value says something: an empty value would be what a token without the claim has.</summary>
    public static bool AreFit(IReadOnlyDictionary<string, string> claims) =>
        claims.Count is > 0 and <= Most && claims.All(claim => claim.Key is { Length: > 0 and <= LongestName } && claim.Value is { Length: > 0 and <= LongestValue });
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TrustedClaimsJson : JsonSerializerContext;
