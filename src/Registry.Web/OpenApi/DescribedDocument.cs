using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Registry.Web.OpenApi;

/// <summary>What the document says of the whole: its name, and how callers say who they are.</summary>
internal static class DescribedDocument
{
    private static readonly (string Name, string Header, string Description)[] Headers =
    [
        ("privateToken", "PRIVATE-TOKEN", "A personal access token."),
        ("jobToken", "JOB-TOKEN", "The token of a running job."),
        ("deployToken", "Deploy-Token", "A deploy token: for packages of the formats' own routes alone."),
    ];

    public static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Registry",
            Version = "v4",
            Description = "GitLab's Helm, npm and Packages APIs, and what scripts need to manage the server. The differences from GitLab: docs/gitlab-compatibility.md.",
        };
        document.Servers = []; // wherever it was fetched from

        var schemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Any token." },
            ["basic"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "Any token as the password; the user name is not looked at." },
        };
        foreach (var (name, header, description) in Headers)
        {
            schemes[name] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = header, Description = description };
        }

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = schemes;
        document.Security = [.. schemes.Keys.Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] }), new OpenApiSecurityRequirement()];
        return Task.CompletedTask;
    }
}
