namespace Registry.Web.Http;

/// <summary>
/// A parameter of a REST endpoint, declared once: what is checked before the handler runs, what the handler reads, and what the
/// OpenAPI document says. It may come in the path, the query or the body, as a form or as JSON.
/// </summary>
/// <param name="Name">As callers write it, in snake case.</param>
/// <param name="Description">A sentence for the OpenAPI document.</param>
/// <param name="Schema">What may be given.</param>
internal abstract record ApiParameter(string Name, string Description, ParameterSchema Schema)
{
    public bool IsRequired { get; init; }

    /// <summary>Reads what was given. The fault follows the name: <c>is invalid</c>.</summary>
    public abstract (object? Value, string? Fault) Read(ApiValue given);
}

/// <summary>A parameter that reads as <typeparamref name="T"/>, a nullable type: null where nothing, or an empty text, was given.</summary>
internal sealed record ApiParameter<T>(string Name, string Description, ParameterSchema Schema, Func<ApiValue, Reading<T>> Reader) : ApiParameter(Name, Description, Schema)
{
    public override (object? Value, string? Fault) Read(ApiValue given)
    {
        if (!given.Suits(Schema.Type))
        {
            return (null, ApiParameters.Invalid);
        }

        var reading = Reader(given);
        return (reading.Value, reading.Fault);
    }

    /// <summary>The same, where it cannot be left out.</summary>
    public ApiParameter<T> Required() => this with { IsRequired = true };
}

/// <summary>A value, or what is wrong with what was given.</summary>
internal readonly record struct Reading<T>(T? Value, string? Fault = null);

/// <summary>What a parameter may be, in the words of JSON Schema.</summary>
/// <param name="Type">string, integer, boolean, array, object.</param>
internal sealed record ParameterSchema(string Type, string? Format = null, IReadOnlyList<string>? Values = null, string? Default = null, long? Minimum = null, long? Maximum = null);

/// <summary>What was given for a parameter: several texts where it is a list. A JSON null is no text at all.</summary>
internal sealed record ApiValue(IReadOnlyList<string> Texts, ApiValueKind Kind = ApiValueKind.Scalar)
{
    /// <summary>In the place of a text that is none; no parameter takes it.</summary>
    public const string Unreadable = "\0";

    /// <summary>The only text, or the last, as forms count; empty for a null.</summary>
    public string Text => Texts is [.., var last] ? last : "";

    /// <summary>Whether it can be read as a parameter of that type; a single value is a list of one.</summary>
    public bool Suits(string type) => !Texts.Any(text => text.Contains('\0')) && Kind switch
    {
        ApiValueKind.List => type == "array",
        ApiValueKind.Object => type == "object",
        _ => true,
    };
}

/// <summary>How a value was written in JSON; what stands in a query or a form is scalar, be it given more than once.</summary>
internal enum ApiValueKind
{
    Scalar,
    List,
    Object,
}
