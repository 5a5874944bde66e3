using System.Text.Json.Serialization;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Tokens;

/// <summary>A personal token as GitLab shows one. The secret is there only where it was just made.</summary>
internal sealed record PersonalTokenResponse(
    long Id,
    string Name,
    bool Revoked,
    DateTimeOffset CreatedAt,
    string? Description,
    IReadOnlyList<string> Scopes,
    long UserId,
    DateTimeOffset? LastUsedAt,
    bool Active,
    DateOnly? ExpiresAt,
    IReadOnlyList<string> LastUsedIps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token)
{
    public static PersonalTokenResponse Of(PersonalAccessToken token, DateTimeOffset now, string? secret = null) => new(
        token.Id,
        token.Name,
        token.RevokedAt is not null,
        token.CreatedAt,
        token.Description,
        token.Scopes.Split(' '),
        token.UserId,
        token.LastUsedAt,
        token.RevokedAt is null && !(token.ExpiresAt <= now),
        token.ExpiresAt is { } end ? DateOnly.FromDateTime(end.UtcDateTime) : null,
        (token.LastUsedAddresses ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        secret);

    public override string ToString() => $"token {Id}"; // a record would print the secret
}

/// <summary>A deploy token as GitLab shows one, and whether it is switched off, which GitLab has not.</summary>
internal sealed record DeployTokenResponse(
    long Id,
    string Name,
    string Username,
    DateTimeOffset? ExpiresAt,
    bool Revoked,
    bool Expired,
    IReadOnlyList<string> Scopes,
    bool Disabled,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token)
{
    public static DeployTokenResponse Of(DeployToken token, DateTimeOffset now, string? secret = null) => new(
        token.Id,
        token.Name,
        token.Username,
        token.ExpiresAt,
        token.RevokedAt is not null,
        token.ExpiresAt <= now,
        token.Scopes.Split(' '),
        token.DisabledAt is not null,
        secret);

    public override string ToString() => $"deploy token {Id}"; // a record would print the secret
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PersonalTokenResponse))]
[JsonSerializable(typeof(IReadOnlyList<PersonalTokenResponse>))]
[JsonSerializable(typeof(DeployTokenResponse))]
[JsonSerializable(typeof(IReadOnlyList<DeployTokenResponse>))]
[JsonSerializable(typeof(TokenAssociations))]
internal sealed partial class TokenJson : JsonSerializerContext
{
    /// <summary>User names of deploy tokens hold a plus sign: it stays as it is.</summary>
    public static TokenJson Readable { get; } = new(ApiJson.SnakeCase());
}
