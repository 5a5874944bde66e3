using Registry.Web.Packages.Comparing;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What differs between two versions: lines, values, files.</summary>
public sealed class TextDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", " 1 1 a|- 2  b|+  2 x| 3 3 c")]
    [InlineData("", "a\nb\n", "+  1 a|+  2 b")]
    [InlineData("a\n", "", "- 1  a")]
    [InlineData("a\n", "a\nb\n", " 1 1 a|+  2 b")]
    [InlineData("a\r\nb\r\n", "a\nb\n", "")]
    [InlineData("same\n", "same\n", "")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", " 2 2 2| 3 3 3| 4 4 4|- 5  5|+  5 x| 6 6 6| 7 7 7| 8 8 8")]
    [InlineData("a\n1\n2\n3\n4\n5\n6\n7\n8\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\n8\nB\n", "- 1  a|+  1 A| 2 2 1| 3 3 2| 4 4 3|⋯| 7 7 6| 8 8 7| 9 9 8|- 10  b|+  10 B")]
    [InlineData("a\n1\n2\nb\n", "A\n1\n2\nB\n", "- 1  a|+  1 A| 2 2 1| 3 3 2|- 4  b|+  4 B")]
    public void Changed_lines_stand_among_three_that_did_not_change(string left, string right, string shown)
    {
        var diff = TextDiff.Of(left, right);

        Assert.Equal(shown, string.Join("|⋯|", diff.Hunks.Select(hunk => string.Join('|', hunk.Lines.Select(Line)))));
        Assert.Equal((diff.Hunks.SelectMany(hunk => hunk.Lines).Count(line => line.Kind == DiffKind.Added), diff.Hunks.SelectMany(hunk => hunk.Lines).Count(line => line.Kind == DiffKind.Removed)), (diff.Added, diff.Removed));
    }

    [Theory]
    [InlineData("a:\n  b: 1\nc\n", "a:\n    b:1\nx\n", " 1 1 a:| 2 2     b:1|- 3  c|+  3 x", "  b: 1")]
    [InlineData("a\n\tb\nc", "a \nb\nc\n", "", null)]
    [InlineData("a\nb\n", "a\n\nb\n", " 1 1 a|+  2 | 2 3 b", null)]
    public void With_whitespace_left_aside_lines_are_shown_as_they_are_now(string left, string right, string shown, string? was)
    {
        var diff = TextDiff.Of(left, right, ignoresSpace: true);

        Assert.Equal(shown, string.Join("|⋯|", diff.Hunks.Select(hunk => string.Join('|', hunk.Lines.Select(Line)))));
        Assert.Equal(was, diff.Hunks.SelectMany(hunk => hunk.Lines).FirstOrDefault(line => line.Was != line.Text)?.Was);
    }

    [Fact]
    public void What_would_take_long_is_not_compared_but_a_line_in_a_long_text_is()
    {
        static string Text(int count, int seed) => string.Concat(Enumerable.Range(0, count).Select(n => $"{n * seed}\n"));

        Assert.True(TextDiff.Of(Text(9_000, 3), Text(9_000, 7)).IsTooLong);

        var one = TextDiff.Of(Text(15_000, 1), Text(15_000, 1).Replace("\n7000\n", "\nx\n", StringComparison.Ordinal));
        Assert.Equal((1, 1, false), (one.Added, one.Removed, one.IsTooLong));
    }

    [Fact]
    public void Values_are_added_removed_and_changed()
    {
        static ValueList Values(params (string Path, string Default)[] values) => new([.. values.Select(value => new ValueEntry(value.Path, value.Default, "", null, null, 1))]);

        var changes = ValueChange.Between(Values(("a", "1"), ("gone", "x"), ("same", "y")), Values(("new", "z"), ("a", "2"), ("same", "y")));

        Assert.Equal([new("new", null, "z"), new("a", "1", "2"), new("gone", "x", null)], changes);
        Assert.Equal(["added", "changed", "removed"], changes.Select(change => change.Kind));
    }

    [Fact]
    public void Files_are_compared_by_their_bytes_within_a_folder()
    {
        static PackageContents Contents(params (string Path, string Sum)[] files) => new(files.Select(file => new ContentFile(file.Path, 1, file.Sum, [])));

        var (left, right) = (Contents(("t/a", "1"), ("t/b", "1"), ("x", "1")), Contents(("t/a", "2"), ("t/c", "1"), ("x", "2")));

        Assert.Equal(["t/a changed", "t/b removed", "t/c added"], FileChange.Between(left, right, "t/").Select(change => $"{change.Path} {change.Kind}"));
        Assert.Equal(["t/a", "t/b", "t/c", "x"], FileChange.Between(left, right, "").Select(change => change.Path));
        Assert.Empty(FileChange.Between(left, left, ""));

        // What one side alone has, the other may have where it was not read.
        var cut = new PackageContents(left.Files) { IsCut = true };
        Assert.Equal(["t/a changed", "t/b removed", "x changed"], FileChange.Between(cut, right, "").Select(change => $"{change.Path} {change.Kind}"));
        Assert.Equal(["t/a changed", "t/b added", "x changed"], FileChange.Between(right, cut, "").Select(change => $"{change.Path} {change.Kind}"));
    }

    private static string Line(DiffLine line) =>
        $"{line.Kind switch { DiffKind.Added => "+ ", DiffKind.Removed => "- ", _ => " " }}{line.Left} {line.Right} {line.Text}";
}
