using Registry.Web.Accounts;

namespace Registry.Web.Pipelines;

/// <summary>A trusted publisher as the API shows one.</summary>
/// <param name="Claims">What an ID token must say, letter for letter.</param>
/// <param name="User">Who set it up: its jobs act with this user's rights.</param>
internal sealed record TrustedPublisherResponse(
    long Id,
    long ProjectId,
    string Name,
    string Issuer,
    IReadOnlyDictionary<string, string> Claims,
    UserResponse User,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt)
{
    public static TrustedPublisherResponse Of(TrustedPublisherRow row, string publicUrl) => new(
        row.Publisher.Id,
        row.Publisher.ProjectId,
        row.Publisher.Name,
        row.Publisher.Issuer,
        TrustedClaims.Read(row.Publisher.Claims),
        UserResponse.Of(row.User, publicUrl),
        row.Publisher.CreatedAt,
        row.Publisher.LastUsedAt);
}
