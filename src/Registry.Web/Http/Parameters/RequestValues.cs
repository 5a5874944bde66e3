using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Registry.Web.Http;

/// <summary>
/// The values a request carries, wherever they stand: in the path, in a JSON or form body, in the query, the first of them that
/// has the name. A list may be called <c>name[]</c>.
/// </summary>
internal sealed class RequestValues
{
    private const int MaxBodySize = 1 << 20;

    private readonly HttpContext _context;
    private readonly IFormCollection? _form;
    private readonly Dictionary<string, ApiValue>? _json;

    private RequestValues(HttpContext context, IFormCollection? form, Dictionary<string, ApiValue>? json, Refusal? refusal)
    {
        _context = context;
        _form = form;
        _json = json;
        Refusal = refusal;
    }

    /// <summary>Why the body cannot be read, if it cannot.</summary>
    public Refusal? Refusal { get; }

    public static async Task<RequestValues> ReadAsync(HttpContext context, IReadOnlyList<ApiParameter> parameters)
    {
        var request = context.Request;
        var hasBody = parameters.Count > 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && request.ContentLength != 0;
        if (!hasBody)
        {
            return new RequestValues(context, null, null, null);
        }

        if (request.ContentLength > MaxBodySize)
        {
            return Refused(context, new Refusal(StatusCodes.Status413PayloadTooLarge, $"413 Request Entity Too Large - the limit is {MaxBodySize} bytes"));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodySize;
        }

        try
        {
            if (request.HasFormContentType)
            {
                return new RequestValues(context, await request.ReadFormAsync(context.RequestAborted), null, null);
            }

            if (!request.HasJsonContentType())
            {
                return new RequestValues(context, null, null, null); // as GitLab: what it is not told how to read it passes over
            }

            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new RequestValues(context, null, Values(document.RootElement), null)
                : Refused(context, Refusal.BadRequest("the body is no JSON object"));
        }
        catch (JsonException fault)
        {
            return Refused(context, Refusal.BadRequest($"the body is no JSON: {fault.Message}"));
        }
        catch (InvalidDataException fault)
        {
            return Refused(context, Refusal.BadRequest($"the form cannot be read: {fault.Message}"));
        }
    }

    /// <summary>What was given under the name, or null.</summary>
    public ApiValue? Find(string name)
    {
        if (_context.Request.RouteValues.TryGetValue(name, out var routed) && routed is string path)
        {
            return new ApiValue([RawPath.Unfold(path)]);
        }

        if (_json?.GetValueOrDefault(name) is { } value)
        {
            return value;
        }

        return Found(_form?[name]) ?? Found(_form?[$"{name}[]"]) ?? Found(_context.Request.Query[name]) ?? Found(_context.Request.Query[$"{name}[]"]);
    }

    private static RequestValues Refused(HttpContext context, Refusal refusal) => new(context, null, null, refusal);

    private static ApiValue? Found(StringValues? given) => given is { Count: > 0 } texts ? new ApiValue([.. texts.Select(text => text ?? "")]) : null;

    // Of a name that stands twice the last counts, as JSON readers do.
    private static Dictionary<string, ApiValue> Values(JsonElement root)
    {
        var values = new Dictionary<string, ApiValue>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            values[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.Null => new ApiValue([]),
                JsonValueKind.Array => new ApiValue([.. property.Value.EnumerateArray().Select(Text)], ApiValueKind.List),
                JsonValueKind.Object => new ApiValue([Text(property.Value)], ApiValueKind.Object),
                _ => new ApiValue([Text(property.Value)]),
            };
        }

        return values;
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return ApiValue.Unreadable; // half of a surrogate pair: no text
        }
    }
}
