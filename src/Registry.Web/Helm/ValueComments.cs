namespace Registry.Web.Helm;

/// <summary>
/// What the comments of a values.yaml say of its values: the lines right above, what stands behind it, and lines of
/// <c>@param</c> anywhere. From <c>--</c> on, as helm-docs writes it, where a comment has that.
/// </summary>
internal sealed class ValueComments
{
    private const string Documented = "-- ";
    private const string Parameter = "@param ";
    private const int MostLines = 40;

    // One line can hold thousands of values, each of which would be told all of it.
    private const int LongestLine = 2_000;
    private const int LongestText = 2_000;

    private readonly string[] _lines;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    public ValueComments(string[] lines)
    {
        _lines = lines;
        foreach (var text in lines.Select(Comment).OfType<string>().Where(text => text.StartsWith(Parameter, StringComparison.Ordinal)))
        {
            var rest = text[Parameter.Length..].TrimStart();
            if (rest.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end)
            {
                _parameters[rest[..end]] = AfterModifiers(rest[end..].Trim());
            }
        }
    }

    /// <summary>What is said of a value, in one paragraph; empty where nobody says anything.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="line">Where its key stands, from 1.</param>
    /// <param name="lastLine">Where it ends.</param>
    /// <param name="column">Where its key stands in the line, from 1.</param>
    public string Of(string path, int line, int lastLine, int column) => ChartText.Shorten(
        _parameters.TryGetValue(path, out var told) ? told : string.Join(' ', ((string[])[Above(line, column), line == lastLine ? Beside(line) : ""]).Where(part => part.Length > 0)), LongestText);

    private string Above(int line, int column)
    {
        var above = new List<string>();
        for (var index = line - 2; index >= 0 && above.Count < MostLines; index--)
        {
            // Only what is indented like the key is about the key.
            if (Comment(_lines[index]) is not { } text || _lines[index].Length - _lines[index].TrimStart().Length != column - 1)
            {
                break;
            }

            above.Insert(0, text);
        }

        var documented = above.FindLastIndex(text => text.StartsWith(Documented, StringComparison.Ordinal));
        var said = documented < 0 ? above : above[documented..];
        return string.Join(' ', said.Where(text => !text.StartsWith('@')).Select(text => text.StartsWith(Documented, StringComparison.Ordinal) ? WithoutType(text[Documented.Length..]) : text)).Trim();
    }

    // A hash begins a comment only behind a blank, and not within quotes.
    private string Beside(int line)
    {
        var (text, quote) = (_lines[line - 1], '\0');
        for (var index = 1; index < text.Length && text.Length <= LongestLine; index++)
        {
            if (quote == '\0' && text[index] is '"' or '\'' && text[index - 1] is ' ' or ':' or '[' or ',' or '{')
            {
                quote = text[index];
            }
            else if (quote == text[index])
            {
                quote = '\0';
            }
            else if (quote == '\0' && text[index] == '#' && text[index - 1] is ' ' or '\t')
            {
                var comment = Comment(text[index..]) ?? "";
                return comment.StartsWith(Documented, StringComparison.Ordinal) ? WithoutType(comment[Documented.Length..]) : comment;
            }
        }

        return "";
    }

    private static string? Comment(string line) => line.TrimStart() is ['#', ..] and var text ? text.TrimStart('#').Trim() : null;

    // helm-docs: "-- (int) how many".
    private static string WithoutType(string text) => text is ['(', ..] && text.IndexOf(')', StringComparison.Ordinal) is > 0 and var end ? text[(end + 1)..].TrimStart() : text;

    // readme-generator: "@param image.tag [string] which one".
    private static string AfterModifiers(string text) => text is ['[', ..] && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? text[(end + 1)..].TrimStart() : text;
}
