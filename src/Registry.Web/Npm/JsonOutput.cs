using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Registry.Web.Npm;

/// <summary>
/// Puts JSON together from pieces that are JSON already, which <see cref="System.Text.Json.Utf8JsonWriter"/> cannot splice
/// into an object. Whoever calls sees to commas and brackets.
/// </summary>
internal readonly struct JsonOutput(IBufferWriter<byte> output)
{
    /// <summary>Bytes as they are.</summary>
    public JsonOutput Raw(ReadOnlySpan<byte> json)
    {
        output.Write(json);
        return this;
    }

    /// <summary>A quoted string.</summary>
    public JsonOutput Text(string text)
    {
        output.Write("\""u8);
        Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text), output);
        return Raw("\""u8);
    }

    public JsonOutput Number(long number)
    {
        number.TryFormat(output.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
        return this;
    }

    /// <summary>ISO 8601 in UTC with milliseconds, quoted.</summary>
    public JsonOutput Time(DateTimeOffset time)
    {
        time.UtcDateTime.TryFormat(output.GetSpan(26), out var written, "'\"'yyyy-MM-dd'T'HH:mm:ss.fff'Z\"'", CultureInfo.InvariantCulture);
        output.Advance(written);
        return this;
    }
}
