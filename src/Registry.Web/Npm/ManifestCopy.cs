using System.Buffers;
using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Writes the tokens of an object down again, as they came but for the blanks between them.</summary>
/// <param name="limit">The most bytes there may be.</param>
internal sealed class ManifestCopy(int limit)
{
    private readonly ArrayBufferWriter<byte> _json = new();
    private bool _needsComma;

    /// <summary>How much memory it holds.</summary>
    public int Size => _json.Capacity;

    public ReadOnlyMemory<byte> Json => _json.WrittenMemory;

    public void Append(ref Utf8JsonReader token)
    {
        Require(_json.WrittenCount + token.ValueSpan.Length);
        var kind = token.TokenType;
        if (_needsComma && kind is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            _json.Write(","u8);
        }

        var quote = kind is JsonTokenType.PropertyName or JsonTokenType.String ? "\""u8 : [];
        _json.Write(quote);
        _json.Write(token.ValueSpan);
        _json.Write(quote);
        if (kind is JsonTokenType.PropertyName)
        {
            _json.Write(":"u8);
        }

        _needsComma = kind is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
        Require(_json.WrittenCount);
    }

    private void Require(int size)
    {
        if (size > limit)
        {
            throw UnusablePublishException.TooLarge("Manifest", limit);
        }
    }
}
