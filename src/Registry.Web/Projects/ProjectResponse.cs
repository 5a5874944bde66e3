using System.Text.Json.Serialization;
using Registry.Data.Entities;
using Registry.Web.Accounts;

namespace Registry.Web.Projects;

/// <summary>A project as GitLab shows one, as far as a registry of packages has what GitLab shows.</summary>
internal sealed record ProjectResponse(
    long Id,
    string? Description,
    string Name,
    string NameWithNamespace,
    string Path,
    string PathWithNamespace,
    DateTimeOffset CreatedAt,
    string? DefaultBranch,
    string WebUrl,
    string? ReadmeUrl,
    string? AvatarUrl,
    NamespaceResponse Namespace,
    string Visibility,
    bool PackagesEnabled,
    string PackageRegistryAccessLevel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UserResponse? Owner,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PermissionsResponse? Permissions);

/// <summary>What GitLab shows of a project where little is asked for: <c>simple=true</c>.</summary>
internal sealed record BasicProjectResponse(
    long Id,
    string? Description,
    string Name,
    string NameWithNamespace,
    string Path,
    string PathWithNamespace,
    DateTimeOffset CreatedAt,
    string? DefaultBranch,
    string WebUrl,
    string? ReadmeUrl,
    string? AvatarUrl,
    NamespaceResponse Namespace)
{
    public static BasicProjectResponse Of(ProjectResponse whole) => new(
        whole.Id, whole.Description, whole.Name, whole.NameWithNamespace, whole.Path, whole.PathWithNamespace, whole.CreatedAt, whole.DefaultBranch,
        whole.WebUrl, whole.ReadmeUrl, whole.AvatarUrl, whole.Namespace);
}

/// <summary>A group or personal namespace as GitLab shows one beside something else.</summary>
internal sealed record NamespaceResponse(long Id, string Name, string Path, string Kind, string FullPath, long? ParentId, string? AvatarUrl, string WebUrl)
{
    public static NamespaceResponse Of(Group group, string publicUrl) => new(
        group.Id, group.Name, group.Path, group.UserId is null ? "group" : "user", group.FullPath, group.ParentId, null,
        group.UserId is null ? $"{publicUrl}/groups/{group.FullPath}" : $"{publicUrl}/{group.FullPath}");
}

/// <summary>The caller's own roles.</summary>
internal sealed record PermissionsResponse(RoleResponse? ProjectAccess, RoleResponse? GroupAccess);

internal sealed record RoleResponse(int AccessLevel);
