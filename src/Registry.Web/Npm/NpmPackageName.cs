using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Registry.Web.Npm;

/// <summary>A package's name by GitLab's grammar, <c>name</c> or <c>@scope/name</c>, kept as it was written.</summary>
internal sealed partial record NpmPackageName
{
    public const string Invalid =
        "Validation failed: Name is invalid, Name should be a valid NPM package name: https://github.com/npm/validate-npm-package-name#naming-rules.";

    public const int MaxLength = 214;

    private NpmPackageName(string text)
    {
        Text = text;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        Scope = slash < 0 ? null : text[1..slash];
        Unscoped = text[(slash + 1)..];
    }

    public string Text { get; }

    /// <summary>The scope without its <c>@</c>, or null.</summary>
    public string? Scope { get; }

    /// <summary>The part behind the scope.</summary>
    public string Unscoped { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NpmPackageName? name)
    {
        name = text is { Length: <= MaxLength } && Grammar().IsMatch(text) ? new NpmPackageName(text) : null;
        if (name is not null && IsReserved(name.Unscoped))
        {
            name = null;
        }

        return name is not null;
    }

    public override string ToString() => Text;

    // What a path, npm's own addresses or a folder of modules take for something else.
    private static bool IsReserved(string unscoped) =>
        unscoped is "-" or "." or ".."
        || unscoped.Equals("node_modules", StringComparison.OrdinalIgnoreCase)
        || unscoped.Equals("favicon.ico", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\A(@([a-zA-Z0-9_.][a-zA-Z0-9_.-]*[a-zA-Z0-9_-]|[a-zA-Z0-9_])(?<!\.git|\.atom)/)?[-+._a-zA-Z0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grammar();
}
