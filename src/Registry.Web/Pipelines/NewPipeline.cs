using Registry.Data.Entities;

namespace Registry.Web.Pipelines;

/// <summary>What is recorded of a build.</summary>
/// <param name="UserId">Who records it here, or lets it be recorded.</param>
/// <param name="Ref">The branch or tag.</param>
/// <param name="Sha">The commit.</param>
internal sealed record NewPipeline(long ProjectId, long UserId, string Ref, string Sha)
{
    public BuildStatus Status { get; init; } = BuildStatus.Running;

    /// <summary>What started it, one of <see cref="PipelineParameters.Sources"/>.</summary>
    public string Source { get; init; } = PipelineParameters.UsualSource;

    public string? Name { get; init; }

    /// <summary>Where it can be seen in the system that runs it.</summary>
    public string? WebUrl { get; init; }

    /// <summary>Who started it there, where that is somebody else.</summary>
    public string? TriggeredBy { get; init; }
}
