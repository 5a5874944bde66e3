using Registry.Data.Entities;

namespace Registry.Web.Components.Shared;

/// <summary>Roles and what they may do, in words.</summary>
internal static class RoleNames
{
    /// <summary>Those that somebody can be given, the least first.</summary>
    public static readonly AccessLevel[] All = [AccessLevel.Guest, AccessLevel.Reporter, AccessLevel.Developer, AccessLevel.Maintainer, AccessLevel.Owner];

    public static string Explain(AccessLevel level) => level switch
    {
        AccessLevel.Guest => "sees that a private project is there and who its members are, not its packages",
        AccessLevel.Reporter => "lists and installs packages",
        AccessLevel.Developer => "also publishes packages and records pipelines",
        AccessLevel.Maintainer => "also deletes packages, and manages settings, tokens and members of projects",
        AccessLevel.Owner => "also manages groups and their members, changes who sees a project, and deletes it",
        _ => "",
    };
}
