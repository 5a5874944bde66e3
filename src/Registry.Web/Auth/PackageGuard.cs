using System.Text.RegularExpressions;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Decides by a project's protection rules, and by the package that a token is for: both come on top of roles.</summary>
/// <param name="Rules">Those of the project.</param>
/// <param name="Level">The caller's: a role, <see cref="AccessLevel.Admin"/>, or none for a deploy token.</param>
internal sealed record PackageGuard(IReadOnlyList<KnownProtection> Rules, AccessLevel Level)
{
    /// <summary>Of a project without rules, for a token that is good for all of it.</summary>
    public static PackageGuard Open { get; } = new([], AccessLevel.Admin);

    /// <summary>The one package that the caller may change; null for any.</summary>
    public BoundPackage? Only { get; init; }

    /// <summary>Why the caller may not publish the package, or null.</summary>
    public Refusal? RefusePush(PackageType type, string name) =>
        RefuseChange(type, name) ?? (Matching(type, name).Any(rule => Level < rule.MinimumLevelForPush) ? Refusal.ProtectedPackage : null);

    /// <summary>Why the caller may not delete anything of the package, or null.</summary>
    public Refusal? RefuseDelete(PackageType type, string name) =>
        RefuseChange(type, name) ?? (Matching(type, name).Any(rule => Level < rule.MinimumLevelForDelete) ? Refusal.DeletionProtectedPackage : null);

    /// <summary>Why the caller may not change anything about the package, such as a tag, or null: no rule is about that.</summary>
    public Refusal? RefuseChange(PackageType type, string name) =>
        Only is null || (Only.Type == type && Only.Name == name) ? null : Refusal.OtherPackage(Only.Name);

    private IEnumerable<KnownProtection> Matching(PackageType type, string name) => Rules.Where(rule => rule.Type == type && rule.Names.IsMatch(name));
}

/// <summary>A rule, its pattern ready to be matched.</summary>
/// <param name="MinimumLevelForPush">Null for the usual one, which the role was asked for already.</param>
/// <param name="MinimumLevelForDelete">Likewise.</param>
internal sealed record KnownProtection(PackageType Type, Regex Names, AccessLevel? MinimumLevelForPush, AccessLevel? MinimumLevelForDelete)
{
    public static KnownProtection Of(ProtectionRule rule) =>
        new(rule.Type, NamePattern.ToRegex(rule.NamePattern), rule.MinimumLevelForPush, rule.MinimumLevelForDelete);
}
