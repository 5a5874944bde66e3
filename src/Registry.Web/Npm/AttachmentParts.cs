using System.Text.Json;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>The field <c>_attachments</c> of a publish document. Disposed of, it leaves no attachment behind.</summary>
internal sealed class AttachmentParts(FileBlobStore blobs, PublishLimits limits, ListRoom room) : IAsyncDisposable
{
    private const string Empty = "Attachment data is empty.";

    private readonly List<PublishedAttachment> _attachments = [];
    private string _key = "";
    private string? _contentType;
    private long? _length;
    private BlobStaging? _staged;
    private TextAttachment? _text;
    private Field _field;

    private enum Field
    {
        Other,
        ContentType,
        Length,
        Data,
    }

    public IReadOnlyList<PublishedAttachment> Attachments => _attachments;

    public LongText Take(ref Utf8JsonReader token)
    {
        var kind = token.TokenType;
        switch (token.CurrentDepth)
        {
            case 1 when kind is not (JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.Null):
                throw UnusablePublishException.Malformed("The field '_attachments' must be an object.");
            case 2 when kind is JsonTokenType.PropertyName:
                Begin(ref token);
                break;
            case 2 when kind is JsonTokenType.EndObject:
                End();
                break;
            case 2 when kind is not JsonTokenType.StartObject:
                throw UnusablePublishException.Malformed($"The attachment '{_key}' must be an object.");
            case 3 when kind is JsonTokenType.PropertyName:
                return TakeField(ref token);
            case 3:
                TakeValue(ref token);
                break;
        }

        return LongText.None;
    }

    /// <summary>Where the data goes that comes now.</summary>
    public ITextSink OpenData()
    {
        if (_staged is not null)
        {
            throw UnusablePublishException.Malformed($"The attachment '{_key}' has data twice.");
        }

        _staged = blobs.Stage();
        if (PublishedAttachment.IsBundleKey(_key))
        {
            return _text = new TextAttachment(_staged, limits.BundleSize);
        }

        var others = _attachments.Where(attachment => !attachment.IsBundle).Sum(attachment => attachment.Staged.Size);
        return new Base64Attachment(_staged, limits.TarballSize - others, limits);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var attachment in _attachments)
        {
            await attachment.Staged.DisposeAsync();
        }

        if (_staged is not null)
        {
            await _staged.DisposeAsync();
        }
    }

    private void Begin(ref Utf8JsonReader token)
    {
        if (_attachments.Count == limits.Attachments)
        {
            throw UnusablePublishException.TooLarge("List of attachments", limits.Attachments, "attachments");
        }

        _key = room.Text(ref token);
        if (_attachments.Exists(attachment => attachment.Key == _key))
        {
            throw UnusablePublishException.Malformed($"The attachment '{_key}' is in the document twice.");
        }

        (_contentType, _length, _text) = (null, null, null);
    }

    private void End()
    {
        if (_staged is not { Size: > 0 })
        {
            throw UnusablePublishException.Malformed(Empty);
        }

        // npm tells the length of a text in JavaScript's units.
        if (_length is not null && _length != _staged.Size && _length != _text?.Utf16Length)
        {
            throw UnusablePublishException.Malformed(
                $"The attachment '{_key}' has {_staged.Size} bytes, and its length says {_length}.");
        }

        _attachments.Add(new PublishedAttachment(_key, _contentType, _length, _staged));
        _staged = null;
    }

    private LongText TakeField(ref Utf8JsonReader token)
    {
        _field = JsonText.Is(ref token, "data"u8) ? Field.Data
            : JsonText.Is(ref token, "length"u8) ? Field.Length
            : JsonText.Is(ref token, "content_type"u8) ? Field.ContentType
            : Field.Other;
        return _field == Field.Data ? LongText.AttachmentData : LongText.None;
    }

    private void TakeValue(ref Utf8JsonReader token)
    {
        switch (_field)
        {
            case Field.Data:
                throw UnusablePublishException.Malformed(
                    token.TokenType == JsonTokenType.Null ? Empty : $"The data of the attachment '{_key}' must be a text.");
            case Field.ContentType:
                _contentType = token.TokenType == JsonTokenType.String ? room.Text(ref token) : null;
                break;
            case Field.Length:
                TakeLength(ref token);
                break;
        }
    }

    private void TakeLength(ref Utf8JsonReader token)
    {
        _length = null;
        if (token.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (token.TokenType != JsonTokenType.Number || !token.TryGetInt64(out var length) || length < 0)
        {
            throw UnusablePublishException.Malformed($"The length of the attachment '{_key}' must be a whole number.");
        }

        if (length > limits.TarballSize && !PublishedAttachment.IsBundleKey(_key))
        {
            throw UnusablePublishException.TooLarge("File", limits.TarballSize);
        }

        _length = length;
    }
}
