using System.Buffers;
using System.Buffers.Text;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>Decodes an attachment's base64, line breaks and blanks aside, into staging.</summary>
/// <param name="staged">Where the bytes go.</param>
/// <param name="room">How many bytes it may have.</param>
/// <param name="limits">The limit to name when it has more.</param>
internal sealed class Base64Attachment(BlobStaging staged, long room, PublishLimits limits) : ITextSink
{
    private const string Broken = "Attachment data is not valid base64.";

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private readonly byte[] _symbols = new byte[64 * 1024];
    private readonly byte[] _bytes = new byte[48 * 1024];
    private int _count;
    private int _padding;

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        while (!utf8.IsEmpty)
        {
            var run = utf8.Span.IndexOfAnyExcept(Alphabet) is >= 0 and var other ? other : utf8.Length;
            if (run == 0)
            {
                TakeOther(utf8.Span[0]);
                utf8 = utf8[1..];
                continue;
            }

            if (_padding > 0)
            {
                throw UnusablePublishException.Malformed("Attachment data goes on after the end of its base64.");
            }

            var taken = Math.Min(run, _symbols.Length - _count);
            utf8[..taken].CopyTo(_symbols.AsMemory(_count));
            utf8 = utf8[taken..];
            _count += taken;
            if (_count == _symbols.Length)
            {
                await DecodeAsync(isEnd: false, cancellationToken);
            }
        }
    }

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if ((_count + _padding) % 4 != 0)
        {
            throw UnusablePublishException.Malformed(Broken);
        }

        for (; _padding > 0; _padding--)
        {
            _symbols[_count++] = (byte)'=';
        }

        if (_count > 0)
        {
            await DecodeAsync(isEnd: true, cancellationToken);
        }
    }

    private void TakeOther(byte symbol)
    {
        if (symbol == '=' && _padding < 2)
        {
            _padding++;
        }
        else if (symbol is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            throw UnusablePublishException.Malformed(Broken);
        }
    }

    private async ValueTask DecodeAsync(bool isEnd, CancellationToken cancellationToken)
    {
        var status = Base64.DecodeFromUtf8(_symbols.AsSpan(0, _count), _bytes, out _, out var written, isEnd);
        if (status != OperationStatus.Done)
        {
            throw UnusablePublishException.Malformed(Broken);
        }

        if (staged.Size + written > room)
        {
            throw UnusablePublishException.TooLarge("File", limits.TarballSize);
        }

        await staged.WriteAsync(_bytes.AsMemory(0, written), cancellationToken);
        _count = 0;
    }
}
