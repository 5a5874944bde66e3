using System.Text.RegularExpressions;

namespace Registry.Web.Tokens;

/// <summary>The user name that is given with a deploy token.</summary>
internal static partial class DeployUsername
{
    /// <summary>What it can hold, in GitLab's words.</summary>
    public const string Rule = "Username can contain only letters, digits, '_', '-', '+', and '.'";

    public static bool IsAllowed(string username) => Allowed().IsMatch(username);

    [GeneratedRegex(@"\A[a-zA-Z0-9.+_-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();
}
