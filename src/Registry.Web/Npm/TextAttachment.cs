using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>Stages an attachment that stands in the document as the text it is: a provenance bundle.</summary>
internal sealed class TextAttachment(BlobStaging staged, int limit) : ITextSink
{
    /// <summary>The text's length as JavaScript counts it, which is what npm writes down for it.</summary>
    public long Utf16Length { get; private set; }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        if (staged.Size + utf8.Length > limit)
        {
            throw UnusablePublishException.TooLarge("Provenance file", limit);
        }

        Utf16Length += CountUnits(utf8.Span);
        await staged.WriteAsync(utf8, cancellationToken);
    }

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    // Each character has one first byte; those of four bytes are two units.
    private static int CountUnits(ReadOnlySpan<byte> utf8)
    {
        var units = 0;
        foreach (var one in utf8)
        {
            units += (one & 0xC0) == 0x80 ? 0 : one >= 0xF0 ? 2 : 1;
        }

        return units;
    }
}
