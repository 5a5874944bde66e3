using System.Diagnostics.CodeAnalysis;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>A package's version: strict SemVer 2 within node-semver's bounds. Build metadata is read and dropped, as npm does.</summary>
internal sealed record NpmVersion
{
    public const string Invalid = "Validation failed: Version should follow SemVer: https://semver.org";
    public const int MaxLength = 256;

    private const ulong MaxNumber = 9_007_199_254_740_991; // the largest whole number that JavaScript tells from its neighbours

    private readonly ulong _major;
    private readonly ulong _minor;
    private readonly ulong _patch;
    private readonly string _prerelease;

    private NpmVersion(string text, ulong major, ulong minor, ulong patch, string prerelease)
    {
        Text = text;
        (_major, _minor, _patch, _prerelease) = (major, minor, patch, prerelease);
    }

    /// <summary>The version without build metadata.</summary>
    public string Text { get; }

    public bool IsPrerelease => _prerelease.Length > 0;

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NpmVersion? version)
    {
        version = null;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var rest = text.AsSpan();
        var metadata = SemVerIdentifiers.SplitAt('+', ref rest);
        var canonical = rest;
        var suffix = SemVerIdentifiers.SplitAt('-', ref rest);

        Span<Range> numbers = stackalloc Range[4];
        if (rest.Split(numbers, '.') != 3
            || !IsNumber(rest[numbers[0]], out var major)
            || !IsNumber(rest[numbers[1]], out var minor)
            || !IsNumber(rest[numbers[2]], out var patch)
            || !SemVerIdentifiers.AreValid(suffix, leadingZeros: false)
            || !SemVerIdentifiers.AreValid(metadata, leadingZeros: true))
        {
            return false;
        }

        version = new NpmVersion(canonical.ToString(), major, minor, patch, suffix ?? "");
        return true;
    }

    /// <summary>A version that was taken before; null where the row has been damaged, so that the others are served all the same.</summary>
    public static NpmVersion? Stored(string text) => TryParse(text, out var version) ? version : null;

    /// <summary>SemVer precedence.</summary>
    public static int Compare(NpmVersion left, NpmVersion right)
    {
        var order = (left._major, left._minor, left._patch).CompareTo((right._major, right._minor, right._patch));
        if (order != 0)
        {
            return order;
        }

        return left.IsPrerelease == right.IsPrerelease
            ? SemVerIdentifiers.Compare(left._prerelease, right._prerelease)
            : right.IsPrerelease.CompareTo(left.IsPrerelease);
    }

    /// <summary>Whether a package.json that says <paramref name="text"/> means the version, by node-semver's <c>clean</c>: blanks and leading <c>v</c> and <c>=</c> aside.</summary>
    public static bool CleanEquals(string? text, NpmVersion version) =>
        TryParse(text?.Trim().TrimStart(['=', 'v']).Trim(), out var cleaned) && cleaned.Text == version.Text;

    public override string ToString() => Text;

    private static bool IsNumber(ReadOnlySpan<char> digits, out ulong number) =>
        SemVerIdentifiers.IsNumber(digits, out number) && number <= MaxNumber;
}
