using System.Buffers.Text;

namespace Registry.Web.Archives;

/// <summary>What extension headers say of the entry behind them, as far as it matters here.</summary>
internal sealed record TarExtension(byte[]? Path, long? Size)
{
    /// <summary>A GNU long name: text up to the first NUL.</summary>
    public static TarExtension ReadLongName(ReadOnlySpan<byte> data) =>
        new(data[..(data.IndexOf((byte)0) is var end && end < 0 ? data.Length : end)].ToArray(), null);

    /// <summary>PAX records: <c>length key=value\n</c>, one after the other.</summary>
    /// <exception cref="UnusableArchiveException">Malformed, doubled, or of a sparse file, whose names readers take from elsewhere.</exception>
    public static TarExtension ReadPax(ReadOnlySpan<byte> records)
    {
        byte[]? path = null;
        long? size = null;
        while (!records.IsEmpty)
        {
            var record = TakeRecord(ref records);
            var key = record[..Math.Max(record.IndexOf((byte)'='), 0)];
            var value = record[Math.Min(key.Length + 1, record.Length)..];
            if (key.IsEmpty || key.StartsWith("GNU.sparse."u8))
            {
                throw Malformed();
            }

            if (key.SequenceEqual("path"u8) && !value.IsEmpty)
            {
                path = path is null ? value.ToArray() : throw Malformed();
            }

            if (key.SequenceEqual("size"u8) && !value.IsEmpty)
            {
                size = size is null && Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length
                    ? number
                    : throw Malformed();
            }
        }

        return new TarExtension(path, size);
    }

    private static ReadOnlySpan<byte> TakeRecord(ref ReadOnlySpan<byte> records)
    {
        var space = records.IndexOf((byte)' ');
        if (space < 1 || records[..space].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(records[..space], out int length, out _)
            || length < space + 2 || length > records.Length || records[length - 1] != (byte)'\n')
        {
            throw Malformed();
        }

        var record = records[(space + 1)..(length - 1)];
        records = records[length..];
        return record;
    }

    private static UnusableArchiveException Malformed() => UnusableArchiveException.Because("a PAX header is malformed, or describes a sparse file");
}
