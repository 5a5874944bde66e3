using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>A user as administrators and the user in person see one.</summary>
internal sealed record UserDetailsResponse(
    long Id,
    string Username,
    string Name,
    string State,
    string? AvatarUrl,
    string WebUrl,
    DateTimeOffset CreatedAt,
    string? Email,
    bool IsAdmin,
    long? NamespaceId)
{
    public static UserDetailsResponse Of(UserRow row, string publicUrl)
    {
        var shown = UserResponse.Of(row.User, publicUrl);
        return new(shown.Id, shown.Username, shown.Name, shown.State, shown.AvatarUrl, shown.WebUrl, row.User.CreatedAt, row.User.Email, row.User.IsAdmin, row.NamespaceId);
    }
}
