using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>A user as GitLab shows one beside something else. There are no avatars here.</summary>
internal sealed record UserResponse(long Id, string Username, string Name, string State, string? AvatarUrl, string WebUrl)
{
    public static UserResponse Of(User user, string publicUrl) =>
        new(user.Id, user.UserName!, user.Name, user.BlockedAt is null ? "active" : "blocked", null, $"{publicUrl}/{user.UserName}");
}
