namespace Registry.Web.Packages.Contents;

/// <summary>A value that somebody may try out, or a group of them.</summary>
/// <param name="Path">As clients write it; no two of a version have the same.</param>
/// <param name="Keys">The keys that lead to it, from the top.</param>
/// <param name="Kind">How it is changed.</param>
/// <param name="Default">As it is changed: a text without its quotes, a list as YAML. Empty for a group.</param>
/// <param name="Description">What it does; empty where nobody says.</param>
/// <param name="Rules">What the version asks of it.</param>
/// <param name="Children">Those of a group, in the order of their file.</param>
public sealed record ValueNode(
    string Path, IReadOnlyList<string> Keys, ValueKind Kind, string Default, string Description, ValueRules Rules, IReadOnlyList<ValueNode> Children)
{
    /// <summary>The most letters that can be typed for one value: what a browser sends at once is bounded.</summary>
    public const int LongestText = 8_000;

    public string Name => Keys[^1];

    /// <summary>Whether a word is in its path or in what is said of it, in whatever case.</summary>
    public bool Matches(string word) =>
        Path.Contains(word, StringComparison.OrdinalIgnoreCase) || Description.Contains(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a value is changed.</summary>
public enum ValueKind
{
    /// <summary>Not itself: the values in it are.</summary>
    Group,
    Flag,
    Number,
    Text,

    /// <summary>What else YAML has: lists, mappings, and what may be of several types.</summary>
    Yaml,

    /// <summary>Not here: its default is longer than can be typed.</summary>
    TooLong,
}
