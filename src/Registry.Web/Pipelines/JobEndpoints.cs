using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Jobs of pipelines: opened by users, ended by users or by themselves.</summary>
internal static class JobEndpoints
{
    private const string OfPipeline = "/pipelines/{pipeline_id}/jobs";
    private const string One = "/jobs/{job_id}";

    private static readonly ApiParameter<long?> JobId = ApiParameters.Integer("job_id", "The id of the job.").Required();
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "What the job is called.").Required();
    private static readonly ApiParameter<BuildStatus?> End = ApiParameters.OneOf(
        "status", "How it ended.", null, ("success", BuildStatus.Success), ("failed", BuildStatus.Failed), ("canceled", BuildStatus.Canceled)).Required();

    /// <summary>A token that could make another would outlive its job, and what it was opened for.</summary>
    public static Refusal JobsOpenNothing { get; } = new(
        StatusCodes.Status403Forbidden, "403 Forbidden - A job records no pipelines and opens no jobs: use a personal access token.");

    /// <summary>What was built is not for the build to say: a system's word stands behind it.</summary>
    public static Refusal OwnStatusAlone { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - A job changes nothing but the status of its own pipeline.");

    private static Refusal ItselfAlone { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - A job ends no job but itself.");

    public static void Map(RouteGroupBuilder project)
    {
        project.MapRead(OfPipeline, ListAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PipelineParameters.PipelineId, OffsetPage.Page, OffsetPage.PerPage);
        project.MapPost(OfPipeline, OpenAsync).RequirePermission(ProjectPermission.RecordPipelines).Takes(PipelineParameters.PipelineId, Name);
        project.MapRead(One, GetAsync).RequirePermission(ProjectPermission.ListPackages).Takes(JobId);
        project.MapPut(One, EndAsync).RequirePermission(ProjectPermission.RecordPipelines).Takes(JobId, End);
    }

    private static async Task<IResult> ListAsync(HttpContext context, JobQueries jobs, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        return await jobs.ListAsync(project.Id, context.Get(PipelineParameters.PipelineId)!.Value, OffsetPage.Of(context), cancellationToken) is { } page
            ? GitLabResults.Page(
                context,
                page.Select(row => JobResponse.Of(row, project.FullPath, publicUrl.Of(context.Request), time.GetUtcNow())),
                PipelineJson.Readable.IReadOnlyListJobResponse)
            : PipelineEndpoints.NoPipeline();
    }

    private static async Task<IResult> OpenAsync(HttpContext context, JobOpener opener, JobQueries jobs, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account account)
        {
            return GitLabResults.Refused(JobsOpenNothing);
        }

        var opened = await opener.OpenInAsync(
            context.GetProject().Id, context.Get(PipelineParameters.PipelineId)!.Value, account.UserId, new NewJob(context.Get(Name)!), context.GetAuditSource(), cancellationToken);
        if (opened is null)
        {
            return PipelineEndpoints.NoPipeline();
        }

        var answer = await AnswerAsync(context, jobs, publicUrl, time, opened.Job.Id, StatusCodes.Status201Created, opened.Secret, cancellationToken);
        context.Response.Headers.CacheControl = "no-store"; // it holds a secret
        return answer;
    }

    private static Task<IResult> GetAsync(HttpContext context, JobQueries jobs, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken) =>
        AnswerAsync(context, jobs, publicUrl, time, context.Get(JobId)!.Value, StatusCodes.Status200OK, secret: null, cancellationToken);

    private static async Task<IResult> EndAsync(HttpContext context, JobEnding ending, JobQueries jobs, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = context.Get(JobId)!.Value;
        if (context.GetCaller() is Caller.Job job && job.JobId != id)
        {
            return GitLabResults.Refused(ItselfAlone);
        }

        return await ending.EndAsync(context.GetProject().Id, id, context.Get(End)!.Value, context.GetAuditSource(), cancellationToken) switch
        {
            JobEnd.Done => await AnswerAsync(context, jobs, publicUrl, time, id, StatusCodes.Status200OK, secret: null, cancellationToken),
            JobEnd.OverAlready => GitLabResults.Refused(new Refusal(StatusCodes.Status409Conflict, "409 Conflict - The job is over already.")),
            _ => NoJob(),
        };
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, JobQueries jobs, PublicUrl publicUrl, TimeProvider time, long id, int status, string? secret, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        return await jobs.FindAsync(project.Id, id, cancellationToken) is { } row
            ? GitLabResults.Json(
                context, JobResponse.Of(row, project.FullPath, publicUrl.Of(context.Request), time.GetUtcNow(), secret), PipelineJson.Readable.JobResponse, status)
            : NoJob();
    }

    private static IResult NoJob() => GitLabResults.Refused(Refusal.NotFound("Job"));
}
