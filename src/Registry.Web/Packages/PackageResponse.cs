using System.Text.Json.Serialization;
using Registry.Web.Http;
using Registry.Web.Pipelines;

namespace Registry.Web.Packages;

/// <summary>A package as GitLab shows one. What is null with a condition is left out, as GitLab does.</summary>
/// <param name="ProjectId">In lists of groups.</param>
/// <param name="Pipeline">The newest.</param>
/// <param name="Pipelines">The newest first.</param>
/// <param name="Versions">Of a package by itself.</param>
/// <param name="CreatorId">Null where it was no user by itself.</param>
internal sealed record PackageResponse(
    long Id,
    string Name,
    string Version,
    string PackageType,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StatusMessage,
    [property: JsonPropertyName("_links")] PackageLinks Links,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastDownloadedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ProjectId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProjectPath,
    IReadOnlyList<PackageTagResponse> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PipelineResponse? Pipeline,
    IReadOnlyList<PipelineResponse> Pipelines,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PackageVersionResponse>? Versions,
    long? CreatorId);

/// <param name="WebPath">Where people see it, if they can.</param>
/// <param name="DeleteApiPath">Where it is deleted, for who may.</param>
internal sealed record PackageLinks(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebPath,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeleteApiPath);

internal sealed record PackageTagResponse(long Id, long PackageId, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long ProjectId);

/// <summary>Another version of a package.</summary>
internal sealed record PackageVersionResponse(
    long Id,
    string Version,
    DateTimeOffset CreatedAt,
    IReadOnlyList<PackageTagResponse> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PipelineResponse? Pipeline,
    IReadOnlyList<PipelineResponse> Pipelines);

internal sealed record PackageFileResponse(
    long Id,
    long PackageId,
    DateTimeOffset CreatedAt,
    string FileName,
    long Size,
    string FileMd5,
    string FileSha1,
    string FileSha256,
    string FileSha512,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PipelineResponse? Pipeline,
    IReadOnlyList<PipelineResponse> Pipelines);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PackageResponse))]
[JsonSerializable(typeof(IReadOnlyList<PackageResponse>))]
[JsonSerializable(typeof(IReadOnlyList<PackageFileResponse>))]
[JsonSerializable(typeof(IReadOnlyList<PipelineResponse>))]
internal sealed partial class PackageJson : JsonSerializerContext
{
    /// <summary>Names and versions hold signs that need no escape: they stay as they are.</summary>
    public static PackageJson Readable { get; } = new(ApiJson.SnakeCase());
}
