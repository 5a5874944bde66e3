using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>A group as GitLab shows one.</summary>
internal sealed record GroupResponse(
    long Id,
    string WebUrl,
    string Name,
    string Path,
    string? Description,
    string Visibility,
    string? AvatarUrl,
    string FullName,
    string FullPath,
    DateTimeOffset CreatedAt,
    long? ParentId)
{
    public static GroupResponse Of(Group group, string fullName, string publicUrl) => new(
        group.Id, $"{publicUrl}/groups/{group.FullPath}", group.Name, group.Path, group.Description, VisibilityRules.Word(group.Visibility), null,
        fullName, group.FullPath, group.CreatedAt, group.ParentId);
}
