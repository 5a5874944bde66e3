using System.Text;
using System.Text.Unicode;

namespace Registry.Web.Npm;

/// <summary>
/// Keeps one readme of a document. A later one is written behind the one that is kept, and takes its place as soon as it is more
/// than what npm writes for a readme that it did not find.
/// </summary>
internal sealed class ReadmeText(int limit) : ITextSink
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> NotFound => "ERROR: No README data found!"u8;

    /// <summary>How much memory it holds.</summary>
    public int Size => _bytes.Length;

    /// <summary>Whether the readme that ended last is the one that is kept.</summary>
    public bool TookLast { get; private set; }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        var length = _end - _start + utf8.Length;
        if (length > limit)
        {
            throw UnusablePublishException.TooLarge("Readme", limit);
        }

        if (length > NotFound.Length)
        {
            Replace();
        }

        if (_end + utf8.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(Math.Max(2 * _bytes.Length, _end + utf8.Length), limit + NotFound.Length));
        }

        utf8.CopyTo(_bytes.AsMemory(_end));
        _end += utf8.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        var text = _bytes.AsSpan(_start, _end - _start);
        TookLast = !text.IsEmpty && !text.SequenceEqual(NotFound);
        if (TookLast && !Utf8.IsValid(text))
        {
            throw UnusablePublishException.Malformed(PublishDocumentParts.NoUtf8);
        }

        if (TookLast)
        {
            Replace();
        }

        _start = _end = TookLast ? _end : _start;
        return ValueTask.CompletedTask;
    }

    /// <summary>The text that is kept, or null; it is no longer kept.</summary>
    public string? Take()
    {
        var text = _end > 0 ? Encoding.UTF8.GetString(_bytes, 0, _end) : null;
        _bytes = [];
        _start = _end = 0;
        return text;
    }

    private void Replace()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }
    }
}
