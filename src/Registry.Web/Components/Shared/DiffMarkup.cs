using System.Net;
using System.Text;
using Registry.Web.Packages.Comparing;

namespace Registry.Web.Components.Shared;

/// <summary>Differences as HTML: a sign before each changed line, its numbers beside it.</summary>
internal sealed class DiffMarkup
{
    private readonly StringBuilder _html = new();

    private DiffMarkup() { }

    /// <summary>All lines beneath each other.</summary>
    public static string Unified(TextDiff diff)
    {
        var markup = new DiffMarkup();
        foreach (var (index, hunk) in diff.Hunks.Index())
        {
            markup.Gap(index);
            foreach (var line in hunk.Lines)
            {
                markup.Line(line);
            }
        }

        return markup._html.ToString();
    }

    /// <summary>
    /// The lines of the left text in cells <c>before</c>, those of the right in cells <c>after</c>. Without the cells <c>twin</c> it
    /// is what <see cref="Unified"/> writes, in the same order: for a narrow screen.
    /// </summary>
    public static string Split(TextDiff diff)
    {
        var markup = new DiffMarkup();
        foreach (var (index, hunk) in diff.Hunks.Index())
        {
            markup.Gap(index);
            markup._html.Append("<span class=\"hunk\">");
            var (removed, added) = (0, 0);
            foreach (var line in hunk.Lines)
            {
                if (line.Kind == DiffKind.Same || (line.Kind == DiffKind.Removed && added > 0))
                {
                    markup.Fill(removed, added);
                    (removed, added) = (0, 0);
                }

                if (line.Kind == DiffKind.Same)
                {
                    markup.Line(line with { Text = line.Was }, " before twin", isTwin: true);
                }

                markup.Line(line, line.Kind == DiffKind.Removed ? " before" : " after");
                removed += line.Kind == DiffKind.Removed ? 1 : 0;
                added += line.Kind == DiffKind.Added ? 1 : 0;
            }

            markup.Fill(removed, added);
            markup._html.Append("</span>");
        }

        return markup._html.ToString();
    }

    private void Gap(int index)
    {
        if (index > 0)
        {
            _html.Append("<span class=\"gap\">⋯\n</span>");
        }
    }

    // As many cells on the one side as on the other, so that what follows stands in one row.
    private void Fill(int removed, int added)
    {
        for (var missing = Math.Abs(removed - added); missing > 0; missing--)
        {
            _html.Append("<span class=\"line none twin ").Append(removed < added ? "before" : "after").Append("\" aria-hidden=\"true\"></span>");
        }
    }

    private void Line(DiffLine line, string classes = "", bool isTwin = false)
    {
        var (name, sign, word) = line.Kind switch
        {
            DiffKind.Added => ("added", '+', "added: "),
            DiffKind.Removed => ("removed", '−', "removed: "),
            _ => ("same", ' ', ""),
        };
        _html.Append("<span class=\"line ").Append(name).Append(classes).Append(isTwin ? "\" aria-hidden=\"true" : "").Append("\"><i data-line=\"").Append(line.Left).Append("\"></i><i data-line=\"").Append(line.Right)
            .Append("\"></i><b aria-hidden=\"true\">").Append(sign).Append("</b>").Append(word.Length == 0 ? "" : $"<span class=\"unseen\">{word}</span>")
            .Append(WebUtility.HtmlEncode(line.Text)).Append("\n</span>");
    }
}
