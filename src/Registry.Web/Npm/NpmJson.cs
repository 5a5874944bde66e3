using System.Text.Json.Serialization;
using Registry.Web.Http;

namespace Registry.Web.Npm;

internal sealed record WhoAmIResponse(string Username);

internal sealed record ProfileResponse(
    bool Tfa,
    string Name,
    string Fullname,
    string Email,
    [property: JsonPropertyName("email_verified")] bool EmailVerified,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    [property: JsonPropertyName("cidr_whitelist")] string[]? CidrWhitelist);

internal sealed record UserResponse([property: JsonPropertyName("_id")] string Id, string Name, string Email);

/// <param name="Token">What a list may show of it: its prefix.</param>
/// <param name="Key">Names it when it is revoked.</param>
internal sealed record TokenResponse(
    string Token,
    string Key,
    string Name,
    bool Readonly,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Expires,
    [property: JsonPropertyName("cidr_whitelist")] string[]? CidrWhitelist);

/// <param name="Urls">Where further pages are: nowhere. npm needs the object, and pnpm 12 takes an empty address for one.</param>
internal sealed record TokensResponse(IReadOnlyList<TokenResponse> Objects, NoUrls Urls);

internal sealed record NoUrls;

internal sealed record NewTokenRequest(
    string? Password,
    bool? Readonly,
    [property: JsonPropertyName("cidr_whitelist")] string[]? CidrWhitelist,
    string? Name,
    int? Expires,
    string[]? Packages,
    string[]? Scopes,
    string[]? Orgs,
    [property: JsonPropertyName("packages_and_scopes_permission")] string? PackagesAndScopesPermission);

internal sealed record LoginBody(string? Name, string? Password);

internal sealed record LoggedInResponse(string Ok, string Id, string Rev, string Token);

internal sealed record LoginAddresses(string LoginUrl, string DoneUrl);

internal sealed record PolledTokenResponse(string Token);

internal sealed record OkResponse(bool Ok);

/// <summary>A token for one package, in the place of a build's ID token.</summary>
internal sealed record ExchangedNpmTokenResponse(string Token, [property: JsonPropertyName("token_type")] string TokenType, DateTimeOffset Created, DateTimeOffset Expires);

internal sealed record KeysResponse(IReadOnlyList<KeyResponse> Keys);

internal sealed record KeyResponse(DateTimeOffset? Expires, string Keyid, string Keytype, string Scheme, string Key);

internal sealed record VisibilityResponse(bool Public);

internal sealed record PackageAccess(string? Access);

internal sealed record SearchResponse(IReadOnlyList<SearchObject> Objects, int Total, string Time);

internal sealed record SearchObject(SearchPackage Package, SearchScore Score, double SearchScore);

/// <param name="Author">Left out where it is not known: pnpm 11 takes null for a person.</param>
internal sealed record SearchPackage(
    string Name,
    string Scope,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    IReadOnlyList<string> Keywords,
    DateTimeOffset Date,
    SearchLinks Links,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SearchAuthor? Author,
    SearchPerson Publisher,
    IReadOnlyList<SearchPerson> Maintainers);

internal sealed record SearchLinks(string Npm);

internal sealed record SearchAuthor(string Name);

internal sealed record SearchPerson(string Username, string Email);

internal sealed record SearchScore(double Final, SearchDetail Detail);

internal sealed record SearchDetail(double Quality, double Popularity, double Maintenance);

internal sealed record PublishedResponse(long Id, string Name, string Version, [property: JsonPropertyName("package_type")] string PackageType, string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WhoAmIResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokensResponse))]
[JsonSerializable(typeof(NewTokenRequest))]
[JsonSerializable(typeof(LoginBody))]
[JsonSerializable(typeof(LoggedInResponse))]
[JsonSerializable(typeof(LoginAddresses))]
[JsonSerializable(typeof(PolledTokenResponse))]
[JsonSerializable(typeof(OkResponse))]
[JsonSerializable(typeof(ExchangedNpmTokenResponse))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(KeysResponse))]
[JsonSerializable(typeof(VisibilityResponse))]
[JsonSerializable(typeof(PackageAccess))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(PublishedResponse))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, bool>))]
internal sealed partial class NpmJson : JsonSerializerContext
{
    /// <summary>Names hold slashes and signatures plus signs: they stay as they are.</summary>
    public static NpmJson Readable { get; } = new(ApiJson.CamelCase());
}
