using System.Text.Json;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>One reading of one publish document.</summary>
internal sealed class PublishDocumentPass(Stream body, FileBlobStore blobs, PublishMemory memory, PublishLimits limits) : IAsyncDisposable
{
    private readonly JsonInput _input = new(body, limits.TokenSize);
    private readonly PublishDocumentParts _parts = new(blobs, limits);
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = limits.Depth + 1 });
    private IDisposable? _share;
    private long _attachmentBytes;

    /// <exception cref="UnusablePublishException">The document is malformed or too large.</exception>
    public async Task<PublishDocument> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var awaited = Scan();
            if (awaited != LongText.None)
            {
                await ReadTextAsync(awaited, cancellationToken);
            }
            else if (!_input.IsEnd)
            {
                await FillAsync(cancellationToken);
            }
            else
            {
                break;
            }
        }

        CheckSize();
        var document = _parts.Complete(_share);
        _share = null;
        return document;
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        _share?.Dispose();
    }

    // As far as the window goes, or up to a long text.
    private LongText Scan()
    {
        var token = new Utf8JsonReader(_input.Unread.Span, _input.IsEnd, _state);
        var awaited = LongText.None;
        try
        {
            while (awaited == LongText.None && token.Read())
            {
                awaited = _parts.Take(ref token);
            }
        }
        catch (JsonException)
        {
            throw NoJson();
        }

        _state = token.CurrentState;
        _input.Consume((int)token.BytesConsumed);
        return awaited;
    }

    private async Task ReadTextAsync(LongText awaited, CancellationToken cancellationToken)
    {
        if (!await FindQuoteAsync(cancellationToken))
        {
            return;
        }

        var sink = _parts.Open(awaited);
        JsonText.Piece piece;
        do
        {
            if (_input.Unread.IsEmpty)
            {
                await FillAsync(cancellationToken);
            }

            piece = JsonText.Unescape(_input.Unread.Span, out var read, out var written);
            await sink.AppendAsync(_input.Unread[..written], cancellationToken);
            _input.Consume(read);
            _attachmentBytes += awaited == LongText.AttachmentData ? written : 0;
            if (piece == JsonText.Piece.Invalid || (piece == JsonText.Piece.Unfinished && _input.IsEnd))
            {
                throw NoJson();
            }

            if (piece == JsonText.Piece.Unfinished)
            {
                await FillAsync(cancellationToken);
            }
        }
        while (piece != JsonText.Piece.Ended);

        await sink.EndAsync(cancellationToken);
        _parts.Close(awaited);
        StepOverText();
    }

    // The value of a name that was just read may be no text; then the scan goes on with it.
    private async Task<bool> FindQuoteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var blanks = _input.Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            _input.Consume(blanks < 0 ? _input.Unread.Length : blanks);
            if (blanks >= 0 || _input.IsEnd)
            {
                break;
            }

            await FillAsync(cancellationToken);
        }

        if (_input.Unread.IsEmpty || _input.Unread.Span[0] != '"')
        {
            return false;
        }

        _input.Consume(1);
        return true;
    }

    // For the reader of tokens the text was an empty one.
    private void StepOverText()
    {
        var token = new Utf8JsonReader("\"\""u8, isFinalBlock: false, _state);
        token.Read();
        _state = token.CurrentState;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        CheckSize();
        if (_share is null && _parts.Size + _input.NextSize > PublishMemory.FreeSize)
        {
            _share = await memory.TakeAsync(cancellationToken);
        }

        if (!await _input.FillAsync(cancellationToken))
        {
            throw UnusablePublishException.TooLarge("One value of the document", limits.TokenSize);
        }
    }

    private void CheckSize()
    {
        if (_input.Consumed - _attachmentBytes > limits.DocumentSize)
        {
            throw UnusablePublishException.TooLarge("Document without its attachments", limits.DocumentSize);
        }
    }

    private static UnusablePublishException NoJson() =>
        UnusablePublishException.Malformed("The body is not a JSON document, or not a whole one.");
}
