using System.Text.RegularExpressions;
using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>Decides by a project's protection rules, which come on top of its roles.</summary>
/// <param name="Rules">Those of the project.</param>
/// <param name="Level">The caller's: a role, <see cref="AccessLevel.Admin"/>, or none for a deploy token.</param>
internal sealed record PackageGuard(IReadOnlyList<KnownProtection> Rules, AccessLevel Level)
{
    /// <summary>Of a project without rules.</summary>
    public static PackageGuard Open { get; } = new([], AccessLevel.Admin);

    public bool AllowsPush(PackageType type, string name) => Matching(type, name).All(rule => !(Level < rule.MinimumLevelForPush));

    public bool AllowsDelete(PackageType type, string name) => Matching(type, name).All(rule => !(Level < rule.MinimumLevelForDelete));

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
