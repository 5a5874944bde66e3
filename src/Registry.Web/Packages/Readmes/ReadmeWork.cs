namespace Registry.Web.Packages.Readmes;

/// <summary>
/// Estimates what a Markdown text costs to be made into a page, before anything is made of it: a few hundred kilobytes can be
/// written so that the parser is busy for a minute, or fills a table with more cells than there is memory.
/// </summary>
internal static class ReadmeWork
{
    // Each row of a table is filled up to its widest one.
    private const long MostCells = 100_000;

    // Within one stretch of text the parser looks back from each mark to those before: about a second's work.
    private const long MostSteps = 200_000_000;

    /// <summary>Whether it is little enough to be done for anybody who asks.</summary>
    public static bool IsLittle(string text)
    {
        var (cells, steps) = (0L, 0L);
        var (rows, widest, bars, marks) = (0L, 0L, 0L, 0L);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                rows++;
                var inLine = line.Count('|');
                widest = Math.Max(widest, inLine);
                bars += inLine;
                marks += Marks(line);
                continue;
            }

            Count();
        }

        Count();
        return cells <= MostCells && steps <= MostSteps;

        void Count()
        {
            cells += widest == 0 ? 0 : rows * (widest + 1);
            steps += marks * (marks + (2 * bars));
            (rows, widest, bars, marks) = (0, 0, 0, 0);
        }
    }

    private static int Marks(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var letter in line)
        {
            count += letter is '[' or '<' or '*' or '_' or '~' ? 1 : 0;
        }

        return count;
    }
}
