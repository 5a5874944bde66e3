using System.Text;

namespace Registry.Unit;

/// <summary>A whole answer, read to its end.</summary>
internal sealed class HttpAnswer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public byte[] Bytes => body;

    public string Text { get; } = Encoding.UTF8.GetString(body);

    /// <summary>A header of the answer or of its body, several values joined; null if it is not there.</summary>
    public string? Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    public override string ToString() => $"{Status} {Text}";

    /// <summary>A field of the body, which is a JSON object, as it stands there.</summary>
    public string Json(string field)
    {
        using var document = System.Text.Json.JsonDocument.Parse(body);
        return document.RootElement.GetProperty(field).ToString();
    }
}
