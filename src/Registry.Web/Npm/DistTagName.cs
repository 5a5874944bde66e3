using System.Text;
using System.Text.RegularExpressions;

namespace Registry.Web.Npm;

/// <summary>What a dist-tag can be called: anything that <c>npm install name@tag</c> and an address can carry.</summary>
internal static partial class DistTagName
{
    public const int MaxLength = 214;

    private const string Number = "(0|[1-9][0-9]*)";
    private const string NumberOrX = "(0|[1-9][0-9]*|[xX*])";
    private const string Prerelease = @"(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?";

    // 1, 1.x, v1.2 or 1.2.3-rc.1
    private const string Partial = $@"[v=]*{NumberOrX}(\.{NumberOrX}(\.{NumberOrX}{Prerelease})?)?";

    /// <summary>Why a tag cannot have that name, or null.</summary>
    public static string? Fault(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "A dist-tag needs a name.";
        }

        if (name.Length > MaxLength)
        {
            return $"A dist-tag has at most {MaxLength} characters.";
        }

        if (name is "." or ".." || name.Any(c => c is '/' or '\\' or '%' || char.IsControl(c)) || name.EnumerateRunes().Contains(Rune.ReplacementChar))
        {
            return "A dist-tag must be able to stand in an address: no '/', '\\', '%' or control characters.";
        }

        return IsRange(name) ? $"The dist-tag '{name}' would be taken for a SemVer range." : null;
    }

    // node-semver's validRange: alternatives of hyphen ranges or of comparators with blanks between them.
    private static bool IsRange(string text) =>
        BuildMetadata().Replace(text, "").Split("||").All(alternative => IsComparatorSet(alternative.Trim()));

    private static bool IsComparatorSet(string text) =>
        HyphenRange().IsMatch(text) || OperatorBlanks().Replace(text, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(IsComparator);

    // npm takes a star out wherever it stands: 1.0.0* is 1.0.0.
    private static bool IsComparator(string text) => Comparator().IsMatch(text) || FullComparator().IsMatch(Star().Replace(text, "", 1));

    [GeneratedRegex($@"\A{Partial}\s+-\s+{Partial}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HyphenRange();

    [GeneratedRegex($@"\A(\^|~>?|[<>]?=?){Partial}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comparator();

    [GeneratedRegex($@"\A([<>]?=?v?{Number}\.{Number}\.{Number}{Prerelease})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FullComparator();

    [GeneratedRegex(@"\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildMetadata();

    [GeneratedRegex(@"(?<=[\^~<>=])\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OperatorBlanks();

    [GeneratedRegex(@"[<>]?=?\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Star();
}
