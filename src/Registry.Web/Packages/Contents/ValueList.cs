namespace Registry.Web.Packages.Contents;

/// <summary>The values that users of a package can set.</summary>
/// <param name="Entries">In the order of their file.</param>
/// <param name="Problem">Why there are none, or not all, in a sentence.</param>
internal sealed record ValueList(IReadOnlyList<ValueEntry> Entries, string? Problem = null)
{
    public static ValueList None { get; } = new([]);

    /// <summary>What is worth knowing of each entry beside another version: by path, what was there before.</summary>
    public IReadOnlyDictionary<string, string> DifferencesFrom(ValueList other)
    {
        var before = other.Entries.DistinctBy(entry => entry.Path).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var differences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            if (!before.TryGetValue(entry.Path, out var was))
            {
                differences[entry.Path] = "";
            }
            else if (was.Default != entry.Default)
            {
                differences[entry.Path] = was.Default;
            }
        }

        return differences;
    }
}

/// <summary>A value that users can set.</summary>
/// <param name="Path">As clients write it: <c>image.tag</c>, <c>hosts[0].name</c>.</param>
/// <param name="Default">As it stands in the file; several lines for a long text.</param>
/// <param name="Description">What it does; empty where nobody says.</param>
/// <param name="Set">The argument that sets it to its default, to be changed; null where that is too much for a command line.</param>
/// <param name="Type">What it must be, if the package says.</param>
/// <param name="Line">Where it stands in the file.</param>
internal sealed record ValueEntry(string Path, string Default, string Description, string? Set, string? Type, int Line)
{
    /// <summary>Whether a word is in its path or in what is said of it, in whatever case.</summary>
    public bool Matches(string word) =>
        Path.Contains(word, StringComparison.OrdinalIgnoreCase) || Description.Contains(word, StringComparison.OrdinalIgnoreCase);
}
