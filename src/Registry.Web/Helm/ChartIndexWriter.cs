using System.Buffers;
using System.Text;

namespace Registry.Web.Helm;

/// <summary>Puts the prepared entries of a channel together to its index.yaml. However many there are, all are written.</summary>
internal static class ChartIndexWriter
{
    private static readonly Comparison<ChartIndexRow> ByNameThenNewest = static (left, right) =>
        string.CompareOrdinal(left.Name, right.Name) is var order && order != 0
            ? order
            : ChartVersion.Compare(right.Version, left.Version);

    /// <param name="output">Takes the UTF-8 text.</param>
    /// <param name="rows">In any order.</param>
    /// <param name="generated">When the channel last changed, so that one content has one text.</param>
    /// <param name="contextPath">
    /// What <c>helm cm-push</c> needs to find the upload address: the path before the channel's name. Null leaves
    /// <c>serverInfo</c> out.
    /// </param>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<ChartIndexRow> rows, DateTimeOffset generated, string? contextPath)
    {
        ChartIndexRow[] sorted = [.. rows];
        Array.Sort(sorted, ByNameThenNewest);

        output.Write(sorted.Length == 0 ? "---\napiVersion: v1\nentries: {}\n"u8 : "---\napiVersion: v1\nentries:\n"u8);
        string? name = null;
        foreach (var row in sorted)
        {
            if (row.Name != name)
            {
                name = row.Name;
                Write(output, $"  {QuotedYaml.Quote(name)}:\n");
            }

            WriteEntry(output, row);
        }

        Write(output, $"generated: {QuotedYaml.Quote(generated)}\n");
        if (contextPath is not null)
        {
            Write(output, $"serverInfo:\n  contextPath: {QuotedYaml.Quote(contextPath)}\n");
        }
    }

    private static void WriteEntry(IBufferWriter<byte> output, ChartIndexRow row)
    {
        var entry = row.Entry.Span;
        if (row.Folder is not null)
        {
            // The address is the entry's last text, and a file's name holds no slash.
            var file = entry.LastIndexOf((byte)'/') + 1;
            output.Write(entry[..file]);
            Write(output, row.Folder + "/");
            entry = entry[file..];
        }

        output.Write(entry);
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
