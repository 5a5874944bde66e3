using System.Text.RegularExpressions;

namespace Registry.Web.Auth;

/// <summary>Patterns of package names, where <c>*</c> stands for any text, in GitLab's way: case does not count.</summary>
internal static class NamePattern
{
    public static Regex ToRegex(string pattern) => new(
        $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
}
