using System.Text.RegularExpressions;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>What users, groups and projects can be called.</summary>
internal static partial class PathGrammar
{
    /// <summary>The most segments of a full path.</summary>
    public const int MostSegments = 20;

    /// <summary>The most characters of a full path; PostgreSQL's index takes no key of more than about 2,700 bytes.</summary>
    public const int MostCharacters = 1024;

    public const string SegmentRule =
        "use letters, digits, '_', '-' and '.', begin with a letter, digit or '_', do not end with '.', '.git' or '.atom', at most 255 characters";

    /// <summary>Why a full path cannot be used, or null. <paramref name="fullPath"/> has its segments between slashes.</summary>
    public static string? Fault(string fullPath)
    {
        var segments = fullPath.Split('/');
        if (segments.Length > MostSegments)
        {
            return $"'{fullPath}' is nested too deep: at most {MostSegments} parts.";
        }

        if (fullPath.Length > MostCharacters)
        {
            return $"The path is too long: at most {MostCharacters} characters in all.";
        }

        if (ReservedPaths.IsTopLevel(segments[0]) || segments[0].All(char.IsAsciiDigit))
        {
            return $"'{segments[0]}' is reserved: choose another name.";
        }

        foreach (var segment in segments)
        {
            if (!Segment().IsMatch(segment) || segment.Length > 255)
            {
                return $"'{segment}' is no valid path: {SegmentRule}.";
            }

            if (ReservedPaths.IsEverywhere(segment))
            {
                return $"'{segment}' is reserved: choose another name.";
            }
        }

        return null;
    }

    /// <summary>Why the last part of a full path cannot be used, or null; with a slash it would be two.</summary>
    public static string? SegmentFault(string segment, string fullPath) =>
        segment.Contains('/') ? $"'{segment}' is no valid path: {SegmentRule}." : Fault(fullPath);

    /// <summary>The form in which paths are compared and kept unique.</summary>
    public static string Key(string fullPath) => fullPath.ToLowerInvariant();

    // Without IgnoreCase for the letters: it lets U+212A, the Kelvin sign, pass for a k.
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*(?<!\.|(?i:\.git|\.atom))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Segment();
}
