using Registry.Web.Accounts;

namespace Registry.Web.Projects;

/// <summary>A member as GitLab shows one.</summary>
internal sealed record MemberResponse(
    long Id,
    string Username,
    string Name,
    string State,
    string? AvatarUrl,
    string WebUrl,
    int AccessLevel,
    DateTimeOffset CreatedAt,
    DateOnly? ExpiresAt,
    string MembershipState)
{
    public static MemberResponse Of(MemberRow row, string publicUrl)
    {
        var user = UserResponse.Of(row.User, publicUrl);
        return new(
            user.Id, user.Username, user.Name, user.State, user.AvatarUrl, user.WebUrl, (int)row.Level, row.CreatedAt,
            row.ExpiresAt is { } end ? DateOnly.FromDateTime(end.UtcDateTime) : null, "active");
    }
}
