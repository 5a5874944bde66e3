using System.IO.Compression;
using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Reads the packages' names out of a request for an audit while it comes in.</summary>
internal sealed class AuditRequest
{
    public const int MaxSize = 16 * 1024 * 1024;
    public const int MaxNames = 50_000;

    private const int TokenSize = 1024 * 1024;
    private const int Depth = 512; // A tree of packages within packages goes deep.

    private readonly JsonInput _input;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Stack<Level> _levels = [];
    private Level _next;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = Depth });

    private AuditRequest(Stream json, AuditForm form)
    {
        _input = new JsonInput(json, TokenSize);
        _next = form == AuditForm.Bulk ? Level.Names : Level.Package;
    }

    private enum Level
    {
        Other,
        Package,
        Packages,
        Names,
    }

    /// <summary>The names, or why there are none.</summary>
    /// <param name="body">The body; it stays open.</param>
    /// <param name="isGzip">Whether the body says that it is compressed.</param>
    /// <param name="form">What the address takes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<AuditReading> ReadAsync(Stream body, bool isGzip, AuditForm form, CancellationToken cancellationToken)
    {
        await using var unzipped = isGzip ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : null;
        try
        {
            return await new AuditRequest(unzipped ?? body, form).ReadAsync(cancellationToken);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidDataException)
        {
            return new AuditReading.Malformed(
                malformed is JsonException ? "The body is not a JSON object, or not a whole one." : "The body's compression is damaged.");
        }
    }

    private async Task<AuditReading> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Scan();
            if (_names.Count > MaxNames)
            {
                return new AuditReading.TooLarge($"The request names too many packages. The limit is {MaxNames}.");
            }

            if (_input.Consumed > MaxSize)
            {
                return new AuditReading.TooLarge($"The request is too large. The limit is {MaxSize} bytes.");
            }

            if (_input.IsEnd)
            {
                return new AuditReading.Named(_names);
            }

            if (!await _input.FillAsync(cancellationToken))
            {
                return new AuditReading.TooLarge($"One value of the request is too large. The limit is {TokenSize} bytes.");
            }
        }
    }

    private void Scan()
    {
        var token = new Utf8JsonReader(_input.Unread.Span, _input.IsEnd, _state);
        while (token.Read())
        {
            Take(ref token);
        }

        _state = token.CurrentState;
        _input.Consume((int)token.BytesConsumed);
    }

    private void Take(ref Utf8JsonReader token)
    {
        switch (token.TokenType)
        {
            case JsonTokenType.StartObject:
                _levels.Push(_next);
                break;
            case JsonTokenType.StartArray:
                _levels.Push(Level.Other);
                _next = Level.Other;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                break;
            case JsonTokenType.PropertyName:
                _next = TakeName(ref token);
                break;
        }

        if (token.CurrentDepth == 0 && token.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
        {
            throw new JsonException();
        }
    }

    // What an object is that stands behind the name.
    private Level TakeName(ref Utf8JsonReader token)
    {
        var level = _levels.Peek();
        if (level == Level.Package)
        {
            return JsonText.Is(ref token, "dependencies"u8) ? Level.Packages
                : JsonText.Is(ref token, "requires"u8) ? Level.Names
                : Level.Other;
        }

        if (level != Level.Other && token.ValueSpan.Length <= 6 * NpmPackageName.MaxLength && NpmPackageName.TryParse(JsonText.Of(ref token), out var name))
        {
            _names.Add(name.Text);
        }

        return level == Level.Packages ? Level.Package : Level.Other;
    }
}
