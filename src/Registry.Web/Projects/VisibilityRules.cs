using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>Nothing is more visible than what it lies in. The faults are GitLab's words.</summary>
internal static class VisibilityRules
{
    /// <summary>The field that GitLab names in a fault.</summary>
    public const string Field = "visibility_level";

    /// <summary>private, internal, public.</summary>
    public static string Word(Visibility visibility) => visibility.ToString().ToLowerInvariant();

    /// <summary>Why a project in the namespace cannot be that visible, or null.</summary>
    public static string? FaultOfProject(Visibility visibility, Group parent) =>
        visibility > parent.Visibility ? $"{Word(visibility)} is not allowed in a {Word(parent.Visibility)} group." : null;

    /// <summary>Why a group below the parent cannot be that visible, or null.</summary>
    public static string? FaultOfGroup(Visibility visibility, Group? parent) =>
        visibility > parent?.Visibility ? $"{Word(visibility)} is not allowed since the parent group has a {Word(parent.Visibility)} visibility." : null;

    /// <summary>Why the group cannot be that little visible, or null.</summary>
    public static async Task<string?> FaultBelowAsync(RegistryDbContext database, long groupId, Visibility visibility, CancellationToken cancellationToken) =>
        await database.Projects.AnyAsync(project => project.GroupId == groupId && project.Visibility > visibility, cancellationToken)
            ? $"{Word(visibility)} is not allowed since this group contains projects with higher visibility."
        : await database.Groups.AnyAsync(group => group.ParentId == groupId && group.Visibility > visibility, cancellationToken)
            ? $"{Word(visibility)} is not allowed since there are sub-groups with higher visibility."
        : null;
}
