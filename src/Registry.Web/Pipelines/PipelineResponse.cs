using Registry.Data.Entities;
using Registry.Web.Accounts;

namespace Registry.Web.Pipelines;

/// <summary>A pipeline as GitLab shows one, wherever it does.</summary>
internal sealed record PipelineResponse(
    long Id,
    long Iid,
    long ProjectId,
    string Sha,
    string Ref,
    string Status,
    string Source,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string WebUrl,
    string? Name,
    UserResponse User)
{
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="user">Who it runs for.</param>
    /// <param name="projectPath">The full path of its project.</param>
    /// <param name="publicUrl">Scheme, host and path base, without a slash at the end.</param>
    public static PipelineResponse Of(Pipeline pipeline, User user, string projectPath, string publicUrl) => new(
        pipeline.Id,
        pipeline.Iid,
        pipeline.ProjectId,
        pipeline.Sha,
        pipeline.Ref,
        BuildStatusNames.Of(pipeline.Status),
        pipeline.Source,
        pipeline.CreatedAt,
        pipeline.UpdatedAt,
        pipeline.WebUrl ?? $"{publicUrl}/{projectPath}/-/pipelines/{pipeline.Id}",
        pipeline.Name,
        UserResponse.Of(user, publicUrl));
}
