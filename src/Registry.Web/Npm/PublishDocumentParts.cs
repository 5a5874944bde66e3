using System.Text.Json;
using System.Text.Unicode;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>Gathers what a publish document says, token by token.</summary>
internal sealed class PublishDocumentParts(FileBlobStore blobs, PublishLimits limits) : IAsyncDisposable
{
    public const string NoUtf8 = "The document is not valid UTF-8.";

    private readonly ListRoom _room = new(limits.ListSize);
    private readonly ReadmeText _readme = new(limits.TokenSize);
    private VersionParts? _versions;
    private AttachmentParts? _attachments;
    private DistTagParts? _distTags;
    private string? _id;
    private string? _name;
    private string? _readmeFileName;
    private bool _hasMaintainers;
    private bool _hasUsers;
    private bool _hasVersionReadme;
    private Field _field;

    private enum Field
    {
        Other,
        Id,
        Name,
        DistTags,
        Versions,
        Attachments,
        ReadmeFileName,
        Maintainers,
        Users,
    }

    /// <summary>How much memory the parts hold.</summary>
    public long Size => _room.Size + _readme.Size + (_versions?.Size ?? 0);

    /// <summary>Takes a token; the answer tells what to do with the next value if it is a text.</summary>
    /// <exception cref="UnusablePublishException">The document is not what it should be.</exception>
    public LongText Take(ref Utf8JsonReader token)
    {
        if (token.CurrentDepth >= limits.Depth && token.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw UnusablePublishException.Malformed($"The document is nested more than {limits.Depth} levels deep.");
        }

        if (token.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !Utf8.IsValid(token.ValueSpan))
        {
            throw UnusablePublishException.Malformed(NoUtf8);
        }

        switch (token.CurrentDepth)
        {
            case 0 when token.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject):
                throw UnusablePublishException.Malformed("The document must be a JSON object.");
            case 0:
                return LongText.None;
            case 1 when token.TokenType is JsonTokenType.PropertyName:
                return TakeField(ref token);
            default:
                return TakeValue(ref token);
        }
    }

    /// <summary>Where the long text goes that comes now.</summary>
    public ITextSink Open(LongText text) => text switch
    {
        LongText.AttachmentData => _attachments!.OpenData(),
        LongText.VersionReadme => _readme,
        LongText.Readme when !_hasVersionReadme => _readme,
        _ => IgnoredText.Instance,
    };

    /// <summary>The long text is complete.</summary>
    public void Close(LongText text)
    {
        _hasVersionReadme |= text is LongText.VersionReadme && _readme.TookLast;
        _versions?.EndReadme();
    }

    /// <summary>The document, which from now on holds the attachments and the share.</summary>
    public PublishDocument Complete(IDisposable? share)
    {
        var document = new PublishDocument
        {
            Id = _id,
            Name = _name,
            DistTags = _distTags?.Tags ?? [],
            Versions = _versions?.Versions ?? [],
            FirstManifest = _versions?.FirstManifest ?? default,
            Readme = _readme.Take(),
            ReadmeFileName = _versions?.ReadmeFileName ?? _readmeFileName,
            Attachments = _attachments?.Attachments ?? [],
            HasMaintainers = _hasMaintainers,
            HasUsers = _hasUsers,
            Share = share,
        };
        _attachments = null;
        return document;
    }

    public ValueTask DisposeAsync() => _attachments?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static UnusablePublishException Twice(string field) =>
        UnusablePublishException.Malformed($"The field '{field}' is in the document twice.");

    private LongText TakeField(ref Utf8JsonReader token)
    {
        _field = Field.Other;
        if (JsonText.Is(ref token, "versions"u8))
        {
            _field = Field.Versions;
            _versions = _versions is null ? new VersionParts(limits, _room) : throw Twice("versions");
        }
        else if (JsonText.Is(ref token, "_attachments"u8))
        {
            _field = Field.Attachments;
            _attachments = _attachments is null ? new AttachmentParts(blobs, limits, _room) : throw Twice("_attachments");
        }
        else if (JsonText.Is(ref token, "dist-tags"u8))
        {
            _field = Field.DistTags;
            _distTags = new DistTagParts(limits, _room);
        }
        else if (JsonText.Is(ref token, "readme"u8))
        {
            return LongText.Readme;
        }
        else
        {
            _field = JsonText.Is(ref token, "_id"u8) ? Field.Id
                : JsonText.Is(ref token, "name"u8) ? Field.Name
                : JsonText.Is(ref token, "readmeFilename"u8) ? Field.ReadmeFileName
                : JsonText.Is(ref token, "maintainers"u8) ? Field.Maintainers
                : JsonText.Is(ref token, "users"u8) ? Field.Users
                : Field.Other;
        }

        return LongText.None;
    }

    private LongText TakeValue(ref Utf8JsonReader token)
    {
        switch (_field)
        {
            case Field.Versions:
                return _versions!.Take(ref token);
            case Field.Attachments:
                return _attachments!.Take(ref token);
            case Field.DistTags:
                _distTags!.Take(ref token);
                break;
            case not Field.Other when token.CurrentDepth == 1:
                TakePlain(ref token);
                break;
        }

        return LongText.None;
    }

    private void TakePlain(ref Utf8JsonReader token)
    {
        var text = _field is Field.Id or Field.Name or Field.ReadmeFileName && token.TokenType is JsonTokenType.String
            ? _room.Text(ref token)
            : null;
        switch (_field)
        {
            case Field.Id:
                _id = text;
                break;
            case Field.Name:
                _name = text;
                break;
            case Field.ReadmeFileName:
                _readmeFileName = text;
                break;
            case Field.Maintainers:
                _hasMaintainers = token.TokenType is not JsonTokenType.Null;
                break;
            case Field.Users:
                _hasUsers = token.TokenType is not JsonTokenType.Null;
                break;
        }
    }
}
