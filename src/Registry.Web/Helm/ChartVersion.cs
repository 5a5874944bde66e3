using System.Diagnostics.CodeAnalysis;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>
/// A chart's version: SemVer 2 with an optional leading <c>v</c>, kept as it was written.
/// Major, minor and patch go up to 2^64-1 as in Helm, so that dates serve as patch numbers.
/// </summary>
internal sealed record ChartVersion
{
    public const string Invalid = "Validation failed: Version is invalid";
    public const int MaxLength = 255;

    private readonly ulong _major;
    private readonly ulong _minor;
    private readonly ulong _patch;
    private readonly string _prerelease;
    private readonly string _build;

    private ChartVersion(string text, ulong major, ulong minor, ulong patch, string prerelease, string build)
    {
        Text = text;
        (_major, _minor, _patch) = (major, minor, patch);
        (_prerelease, _build) = (prerelease, build);
    }

    public string Text { get; }

    public bool IsPrerelease => _prerelease.Length > 0;

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ChartVersion? version)
    {
        version = null;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var rest = text.StartsWith('v') ? text.AsSpan(1) : text;
        var metadata = SemVerIdentifiers.SplitAt('+', ref rest);
        var suffix = SemVerIdentifiers.SplitAt('-', ref rest);

        Span<Range> numbers = stackalloc Range[4];
        if (rest.Split(numbers, '.') != 3
            || !SemVerIdentifiers.IsNumber(rest[numbers[0]], out var major)
            || !SemVerIdentifiers.IsNumber(rest[numbers[1]], out var minor)
            || !SemVerIdentifiers.IsNumber(rest[numbers[2]], out var patch)
            || !SemVerIdentifiers.AreValid(suffix, leadingZeros: false)
            || !SemVerIdentifiers.AreValid(metadata, leadingZeros: true))
        {
            return false;
        }

        version = new ChartVersion(text, major, minor, patch, suffix ?? "", metadata ?? "");
        return true;
    }

    /// <summary>A version that was taken before; null where the row has been damaged, so that the others are served all the same.</summary>
    public static ChartVersion? Stored(string text) => TryParse(text, out var version) ? version : null;

    /// <summary>
    /// SemVer precedence. Versions that differ in build metadata alone are told apart by it, read like a pre-release,
    /// and <c>v1.0.0</c> from <c>1.0.0</c> by their text, so that an index has one order.
    /// </summary>
    public static int Compare(ChartVersion left, ChartVersion right)
    {
        var order = (left._major, left._minor, left._patch).CompareTo((right._major, right._minor, right._patch));
        if (order == 0)
        {
            order = left.IsPrerelease == right.IsPrerelease
                ? SemVerIdentifiers.Compare(left._prerelease, right._prerelease)
                : right.IsPrerelease.CompareTo(left.IsPrerelease);
        }

        order = order == 0 ? SemVerIdentifiers.Compare(left._build, right._build) : order;
        return order == 0 ? string.CompareOrdinal(left.Text, right.Text) : order;
    }

    public override string ToString() => Text;
}
