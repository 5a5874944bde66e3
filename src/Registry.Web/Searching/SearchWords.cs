namespace Registry.Web.Searching;

/// <summary>What somebody wrote into a search, as plain words: nothing in it is an operator.</summary>
public sealed record SearchWords
{
    private const int MostText = 200;
    private const int MostWords = 8;
    private const int Shortest = 3;

    private SearchWords(string text, IReadOnlyList<string> all)
    {
        Text = text;
        All = all;
    }

    /// <summary>As it was written, without what is no text, and cut where it is very long.</summary>
    public string Text { get; }

    /// <summary>In lower case.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Those that the index knows: it is made of three letters at a time.</summary>
    public IReadOnlyList<string> Indexed => [.. All.Where(word => word.EnumerateRunes().Count() >= Shortest)];

    /// <summary>The others.</summary>
    public IReadOnlyList<string> TooShort => [.. All.Except(Indexed)];

    public static SearchWords Of(string? written)
    {
        var clean = string.Concat((written ?? "").Take(MostText * 2).Where(letter => !char.IsControl(letter))).Trim();
        clean = string.Concat(clean.EnumerateRunes().Where(rune => rune.Value != 0xFFFD).Take(MostText));
        return new SearchWords(clean, [.. clean.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)]);
    }
}
