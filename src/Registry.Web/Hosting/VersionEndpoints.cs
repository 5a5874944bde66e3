using System.Reflection;
using System.Text.Json.Serialization;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Hosting;

/// <summary>Which program this is, for those who are signed in, at GitLab's addresses.</summary>
internal static class VersionEndpoints
{
    private static readonly (string Version, string Revision) Program = Read();

    public static void MapVersion(this IEndpointRouteBuilder app)
    {
        var instance = app.MapInstanceApi();
        instance.MapRead("/version", GetVersion).RequireAccount();
        instance.MapRead("/metadata", GetMetadata).RequireAccount();
    }

    private static IResult GetVersion(HttpContext context) =>
        GitLabResults.Json(context, new VersionResponse(Program.Version, Program.Revision), VersionJson.Default.VersionResponse);

    private static IResult GetMetadata(HttpContext context) =>
        GitLabResults.Json(context, new MetadataResponse(Program.Version, Program.Revision, Enterprise: false), VersionJson.Default.MetadataResponse);

    // The build writes both as one: 1.2.3+5f70bf18a08660. As much of the revision is shown as git shows of one.
    private static (string Version, string Revision) Read()
    {
        const int shown = 11;
        var written = typeof(VersionEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var parts = written.Split('+', 2);
        return (parts[0], parts is [_, { Length: > 0 } revision] ? revision[..Math.Min(shown, revision.Length)] : "unknown");
    }
}

internal sealed record VersionResponse(string Version, string Revision);

internal sealed record MetadataResponse(string Version, string Revision, bool Enterprise);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(MetadataResponse))]
internal sealed partial class VersionJson : JsonSerializerContext;
