using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>The field <c>versions</c> of a publish document.</summary>
internal sealed class VersionParts(PublishLimits limits, ListRoom room)
{
    private readonly List<PublishedVersion> _versions = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private ManifestCopy? _manifest;
    private string _key = "";
    private string? _deprecated;
    private string? _lastNote;
    private Field _field;
    private bool _isLeftOut;

    private enum Field
    {
        Other,
        Deprecated,
        ReadmeFileName,
    }

    public IReadOnlyList<PublishedVersion> Versions => _versions;

    public ReadOnlyMemory<byte> FirstManifest => _manifest?.Json ?? default;

    public string? ReadmeFileName { get; private set; }

    public int Size => _manifest?.Size ?? 0;

    private bool IsFirst => _versions.Count == 0;

    public LongText Take(ref Utf8JsonReader token)
    {
        switch (token.CurrentDepth)
        {
            case 1:
                RequireObject(ref token);
                return LongText.None;
            case 2:
                TakeVersion(ref token);
                return LongText.None;
            case 3 when token.TokenType == JsonTokenType.PropertyName:
                return TakeField(ref token);
            case 3:
                TakeValue(ref token);
                break;
        }

        Copy(ref token);
        return LongText.None;
    }

    /// <summary>The version's readme was read apart.</summary>
    public void EndReadme() => _isLeftOut = false;

    private static void RequireObject(ref Utf8JsonReader token)
    {
        if (token.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.Null))
        {
            throw UnusablePublishException.Malformed("The field 'versions' must be an object.");
        }
    }

    private void TakeVersion(ref Utf8JsonReader token)
    {
        if (token.TokenType == JsonTokenType.PropertyName)
        {
            Begin(ref token);
            return;
        }

        if (token.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
        {
            throw UnusablePublishException.Malformed($"The version '{_key}' must be an object.");
        }

        Copy(ref token);
        if (token.TokenType == JsonTokenType.EndObject)
        {
            _versions.Add(new PublishedVersion(_key, _deprecated));
        }
    }

    private void Begin(ref Utf8JsonReader token)
    {
        if (_versions.Count == limits.Versions)
        {
            throw UnusablePublishException.TooLarge("List of versions", limits.Versions, "versions");
        }

        room.Take(ref token);
        (_key, _deprecated) = (JsonText.Of(ref token), null);
        if (!_keys.Add(_key))
        {
            throw UnusablePublishException.Malformed($"The version '{_key}' is in the document twice.");
        }

        _manifest ??= new ManifestCopy(limits.ManifestSize);
    }

    private LongText TakeField(ref Utf8JsonReader token)
    {
        _field = JsonText.Is(ref token, "deprecated"u8) ? Field.Deprecated
            : JsonText.Is(ref token, "readmeFilename"u8) ? Field.ReadmeFileName
            : Field.Other;
        if (JsonText.Is(ref token, "readme"u8))
        {
            _isLeftOut = true;
            return IsFirst ? LongText.VersionReadme : LongText.Ignored;
        }

        Copy(ref token);
        return LongText.None;
    }

    private void TakeValue(ref Utf8JsonReader token)
    {
        if (_field == Field.Deprecated)
        {
            _deprecated = token.TokenType switch
            {
                JsonTokenType.String => Note(ref token),
                JsonTokenType.True => "true",
                _ => null,
            };
        }
        else if (_field == Field.ReadmeFileName && IsFirst)
        {
            ReadmeFileName = token.TokenType == JsonTokenType.String ? room.Text(ref token) : null;
        }
    }

    // A range of versions is deprecated with one note.
    private string Note(ref Utf8JsonReader token)
    {
        var note = JsonText.Of(ref token);
        if (note != _lastNote)
        {
            room.Take(ref token);
            _lastNote = note;
        }

        return _lastNote;
    }

    // A readme that is no text is left out with all that is in it.
    private void Copy(ref Utf8JsonReader token)
    {
        if (IsFirst && !_isLeftOut)
        {
            _manifest!.Append(ref token);
        }

        if (token.CurrentDepth <= 3 && token.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            _isLeftOut = false;
        }
    }
}
