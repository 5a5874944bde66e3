using System.Text.Json;
using Microsoft.OpenApi;
using Registry.Web.Http;

namespace Registry.Web.OpenApi;

/// <summary>The document that describes every endpoint below <c>/api</c>, made of what the endpoints declare.</summary>
internal static class OpenApiEndpoints
{
    /// <summary>Where it is served. It is checked in as docs/openapi.json.</summary>
    public const string Address = "/-/openapi.json";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        // The names in the schemas; what is written goes by each room's own options.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        return services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true && description.HttpMethod != "HEAD"; // HEAD is GET without the body
            options.AddDocumentTransformer(DescribedDocument.TransformAsync);
            options.AddOperationTransformer(DescribedOperation.TransformAsync);
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app) =>
        app.MapOpenApi(Address).WithMetadata(ErrorDialect.GitLab).AllowAnonymous();
}
