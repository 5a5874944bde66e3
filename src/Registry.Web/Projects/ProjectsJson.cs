using System.Text.Json.Serialization;
using Registry.Web.Http;

namespace Registry.Web.Projects;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProjectResponse))]
[JsonSerializable(typeof(IReadOnlyList<ProjectResponse>))]
[JsonSerializable(typeof(IReadOnlyList<BasicProjectResponse>))]
[JsonSerializable(typeof(GroupResponse))]
[JsonSerializable(typeof(IReadOnlyList<GroupResponse>))]
[JsonSerializable(typeof(MemberResponse))]
[JsonSerializable(typeof(IReadOnlyList<MemberResponse>))]
[JsonSerializable(typeof(NamespaceResponse))]
[JsonSerializable(typeof(IReadOnlyList<NamespaceResponse>))]
internal sealed partial class ProjectsJson : JsonSerializerContext
{
    /// <summary>Names and descriptions are in every script: they stay as they are.</summary>
    public static ProjectsJson Readable { get; } = new(ApiJson.SnakeCase());
}
