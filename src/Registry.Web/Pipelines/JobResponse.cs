using System.Text.Json.Serialization;
using Registry.Data.Entities;
using Registry.Web.Accounts;

namespace Registry.Web.Pipelines;

/// <summary>A job as GitLab shows one, with what its token is good for.</summary>
/// <param name="FailureReason">Why it failed, where the registry knows: nobody told its end in time.</param>
/// <param name="PackageName">The only package that its token may change; null for any.</param>
/// <param name="Token">The secret of the token, told once, when the job is opened.</param>
internal sealed record JobResponse(
    long Id,
    string Name,
    string Status,
    string? Stage,
    string Ref,
    DateTimeOffset CreatedAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    double? Duration,
    string? FailureReason,
    string WebUrl,
    UserResponse User,
    PipelineResponse Pipeline,
    string? PackageName,
    DateTimeOffset TokenExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token)
{
    private const string NobodyToldTheEnd = "stuck_or_timeout_failure";

    /// <param name="row">The job.</param>
    /// <param name="projectPath">The full path of its project.</param>
    /// <param name="publicUrl">Scheme, host and path base, without a slash at the end.</param>
    /// <param name="now">A job whose lease has run out is over.</param>
    /// <param name="secret">The secret of its token, if it is to be told.</param>
    public static JobResponse Of(JobRow row, string projectPath, string publicUrl, DateTimeOffset now, string? secret = null)
    {
        var job = row.Job;
        var isLost = job.Status == BuildStatus.Running && job.LeaseEndsAt <= now;
        var finishedAt = isLost ? job.LeaseEndsAt : job.FinishedAt;
        var pipeline = PipelineResponse.Of(row.Pipeline, row.PipelineUser, projectPath, publicUrl);
        return new JobResponse(
            job.Id,
            job.Name,
            BuildStatusNames.Of(isLost ? BuildStatus.Failed : job.Status),
            Stage: null,
            pipeline.Ref,
            job.CreatedAt,
            job.CreatedAt,
            finishedAt,
            (finishedAt - job.CreatedAt)?.TotalSeconds,
            isLost ? NobodyToldTheEnd : null,
            pipeline.WebUrl,
            UserResponse.Of(row.User, publicUrl),
            pipeline,
            job.PackageName,
            job.LeaseEndsAt,
            secret);
    }
}
