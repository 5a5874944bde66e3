using DiffPlex;

namespace Registry.Web.Packages.Comparing;

/// <summary>What differs between two texts, line by line.</summary>
/// <param name="Hunks">Stretches of changed lines with some of those around them; empty where nothing differs.</param>
/// <param name="Added">Lines of the right text alone.</param>
/// <param name="Removed">Lines of the left text alone.</param>
/// <param name="IsTooLong">Nothing was compared: it would take too long.</param>
public sealed record TextDiff(IReadOnlyList<DiffHunk> Hunks, int Added, int Removed, bool IsTooLong = false)
{
    private const int Around = 3;
    private const int MostLines = 40_000;

    // Changed lines of the one text times those of the other: about a second's work where nothing is common to them.
    private const long MostWork = 9_000_000;

    /// <summary>Compares them; a text that is not there is empty. With whitespace left aside the lines are shown as they are all the same.</summary>
    public static TextDiff Of(string? left, string? right, bool ignoresSpace = false)
    {
        var (shownBefore, shownAfter) = (Lines(left), Lines(right));
        var (before, after) = ignoresSpace ? (WithoutSpace(shownBefore), WithoutSpace(shownAfter)) : (shownBefore, shownAfter);
        var start = 0;
        while (start < Math.Min(before.Length, after.Length) && before[start] == after[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var (middleBefore, middleAfter) = (before[start..^end], after[start..^end]);
        if (before.Length + after.Length > MostLines || (long)middleBefore.Length * middleAfter.Length > MostWork)
        {
            return new TextDiff([], 0, 0, IsTooLong: true);
        }

        var blocks = Blocks(middleBefore, middleAfter).Select(block => block with { Left = block.Left + start, Right = block.Right + start }).ToList();
        return new TextDiff([.. Gather(shownBefore, shownAfter, blocks)], blocks.Sum(block => block.Added), blocks.Sum(block => block.Removed));
    }

    private static string[] Lines(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static string[] WithoutSpace(string[] lines) => [.. lines.Select(line => string.Concat(line.Where(sign => !char.IsWhiteSpace(sign))))];

    private static IEnumerable<Block> Blocks(string[] before, string[] after)
    {
        if (before.Length == 0 || after.Length == 0)
        {
            return before.Length + after.Length == 0 ? [] : [new Block(0, before.Length, 0, after.Length)];
        }

        var result = new Differ().CreateLineDiffs(string.Join('\n', before), string.Join('\n', after), ignoreWhitespace: false);
        return result.DiffBlocks.Select(block => new Block(block.DeleteStartA, block.DeleteCountA, block.InsertStartB, block.InsertCountB));
    }

    private static IEnumerable<DiffHunk> Gather(string[] before, string[] after, List<Block> blocks)
    {
        for (var index = 0; index < blocks.Count;)
        {
            // Changes so near that their surroundings touch are one hunk.
            var last = index;
            while (last + 1 < blocks.Count && blocks[last + 1].Left - blocks[last].LeftEnd <= 2 * Around)
            {
                last++;
            }

            var lines = new List<DiffLine>();
            var (left, right) = (blocks[index].Left, blocks[index].Right);
            var lead = Math.Min(Around, Math.Min(left, right));
            Same(lines, before, after, left - lead, right - lead, lead);
            for (var block = blocks[index]; ; block = blocks[++index])
            {
                Same(lines, before, after, left, right, block.Left - left);
                lines.AddRange(Enumerable.Range(block.Left, block.Removed).Select(line => new DiffLine(DiffKind.Removed, line + 1, null, before[line])));
                lines.AddRange(Enumerable.Range(block.Right, block.Added).Select(line => new DiffLine(DiffKind.Added, null, line + 1, after[line])));
                (left, right) = (block.LeftEnd, block.RightEnd);
                if (index == last)
                {
                    break;
                }
            }

            Same(lines, before, after, left, right, Math.Min(Around, before.Length - left));
            yield return new DiffHunk(lines);
            index = last + 1;
        }
    }

    private static void Same(List<DiffLine> lines, string[] before, string[] after, int left, int right, int count) =>
        lines.AddRange(Enumerable.Range(0, count).Select(line => new DiffLine(DiffKind.Same, left + line + 1, right + line + 1, after[right + line]) { Was = before[left + line] }));

    private sealed record Block(int Left, int Removed, int Right, int Added)
    {
        public int LeftEnd => Left + Removed;

        public int RightEnd => Right + Added;
    }
}

/// <summary>Lines that stand together.</summary>
public sealed record DiffHunk(IReadOnlyList<DiffLine> Lines);

/// <param name="Left">Its number in the left text, if it is there.</param>
/// <param name="Right">Its number in the right one.</param>
public sealed record DiffLine(DiffKind Kind, int? Left, int? Right, string Text)
{
    /// <summary>What stood there in the left text: something else than <see cref="Text"/> only if whitespace was left aside.</summary>
    public string Was { get; init; } = Text;
}

public enum DiffKind
{
    Same,
    Added,
    Removed,
}
