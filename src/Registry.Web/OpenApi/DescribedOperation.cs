using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Registry.Web.Http;

namespace Registry.Web.OpenApi;

/// <summary>Adds to an operation what the endpoint takes: the values in its path, its query, and its body.</summary>
internal static partial class DescribedOperation
{
    private static readonly char[] Separators = ['/', '-', '.'];

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["project"] = "The number of the project, or its full path with %2F for each slash.",
        ["group"] = "The number of the group, or its full path with %2F for each slash.",
    };

    public static Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = context.Description.RelativePath!;
        var taken = context.Description.ActionDescriptor.EndpointMetadata.OfType<TakenParameters>().LastOrDefault()?.Parameters ?? [];
        var inPath = Placeholder().Matches(path).Select(match => match.Groups["name"].Value).ToList();
        var hasBody = context.Description.HttpMethod is "POST" or "PUT" or "PATCH";

        operation.OperationId = Id(context.Description.HttpMethod!, path);
        operation.Tags = new HashSet<OpenApiTagReference> { new(Tag(path), context.Document) };
        operation.Parameters ??= [];
        foreach (var name in inPath.Where(name => operation.Parameters.All(known => known.Name != name)))
        {
            operation.Parameters.Add(Path(name, taken.FirstOrDefault(one => one.Name == name)));
        }

        foreach (var parameter in taken.Where(one => !inPath.Contains(one.Name)))
        {
            if (!hasBody)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Required = parameter.IsRequired,
                    Description = parameter.Description,
                    Schema = Schema(parameter.Schema),
                });
            }
        }

        var fields = taken.Where(one => !inPath.Contains(one.Name)).ToList();
        if (hasBody && fields.Count > 0)
        {
            operation.RequestBody = Body(fields);
        }

        return Task.CompletedTask;
    }

    // The method and the address as one word: getProjectsByProjectPackages.
    private static string Id(string method, string path) => method.ToLowerInvariant() + string.Concat(
        path["api/v4/".Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => segment[0] == '{' ? $"By{Word(segment.Split('=')[0].Trim('{', '}', '*'))}" : Word(segment)));

    private static string Word(string text) =>
        string.Concat(text.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    // The room, as far as the address tells.
    private static string Tag(string path) =>
        path.Contains("/packages/npm", StringComparison.Ordinal) ? "npm"
        : path.Contains("/packages/helm", StringComparison.Ordinal) ? "Helm"
        : path.Split('/').Skip(2).Where(segment => segment is not ("projects" or "groups" or "-") && !segment.StartsWith('{')).FirstOrDefault() is { } room
            ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(room.Replace('_', ' '))
            : path.Split('/')[2] == "groups" ? "Groups" : "Projects";

    private static OpenApiParameter Path(string name, ApiParameter? declared) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = declared?.Description ?? Named.GetValueOrDefault(name),
        Schema = Schema(declared?.Schema ?? new ParameterSchema("string")),
    };

    private static OpenApiRequestBody Body(List<ApiParameter> fields)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
            Properties = fields.ToDictionary(
                field => field.Name,
                IOpenApiSchema (field) =>
                {
                    var property = Schema(field.Schema);
                    property.Description = field.Description;
                    return property;
                },
                StringComparer.Ordinal),
        };
        return new OpenApiRequestBody
        {
            Required = fields.Exists(field => field.IsRequired),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = schema },
                ["application/x-www-form-urlencoded"] = new() { Schema = schema },
            },
        };
    }

    private static OpenApiSchema Schema(ParameterSchema schema)
    {
        var values = schema.Values?.Select(JsonNode (value) => value).ToList();
        var isList = schema.Type == "array";
        return new OpenApiSchema
        {
            Type = Type(schema.Type),
            Format = schema.Format,
            Enum = isList ? null : values,
            Items = isList ? new OpenApiSchema { Type = JsonSchemaType.String, Enum = values } : null,
            Default = schema.Default is { } usual ? (schema.Type is "integer" ? long.Parse(usual, CultureInfo.InvariantCulture) : schema.Type is "boolean" ? usual == "true" : usual) : null,
            Minimum = schema.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = schema.Maximum?.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static JsonSchemaType Type(string type) => type switch
    {
        "integer" => JsonSchemaType.Integer,
        "boolean" => JsonSchemaType.Boolean,
        "array" => JsonSchemaType.Array,
        "object" => JsonSchemaType.Object,
        _ => JsonSchemaType.String,
    };

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
