namespace Registry.Web.Tokens;

/// <summary>The groups and projects that a token's user is a member of, as GitLab shows them beside a token.</summary>
internal sealed record TokenAssociations(IReadOnlyList<AssociatedGroup> Groups, IReadOnlyList<AssociatedProject> Projects);

/// <param name="AccessLevels">The user's level in the group itself.</param>
internal sealed record AssociatedGroup(long Id, string WebUrl, string Name, long? ParentId, int AccessLevels, string Visibility);

internal sealed record AssociatedProject(
    long Id, string? Description, string Name, string Path, string PathWithNamespace, DateTimeOffset CreatedAt, AssociatedLevels AccessLevels, string Visibility, string WebUrl);

/// <summary>The levels that the user has by the project itself, and by the groups above it.</summary>
internal sealed record AssociatedLevels(int? ProjectAccessLevel, int? GroupAccessLevel);
