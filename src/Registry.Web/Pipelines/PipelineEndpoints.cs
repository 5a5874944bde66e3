using Microsoft.Extensions.Options;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Hosting;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Builds that ran elsewhere and publish here: their pipelines and jobs, and how they get their tokens.</summary>
internal static class PipelineEndpoints
{
    private const string Pipelines = "/pipelines";
    private const string One = $"{Pipelines}/{{pipeline_id}}";

    private static readonly ApiParameter<string?> UserName = ApiParameters.Text("username", "The user name of whoever they run for.");
    private static readonly ApiParameter<DateTimeOffset?> UpdatedAfter = ApiParameters.Moment("updated_after", "Only those changed after that moment.");
    private static readonly ApiParameter<DateTimeOffset?> UpdatedBefore = ApiParameters.Moment("updated_before", "Only those changed before that moment.");
    private static readonly ApiParameter<PipelineOrder?> OrderBy = ApiParameters.OneOf<PipelineOrder>(
        "order_by", "What they are ordered by.", "id", ("id", PipelineOrder.Id), ("status", PipelineOrder.Status), ("ref", PipelineOrder.Ref), ("updated_at", PipelineOrder.UpdatedAt), ("user_id", PipelineOrder.UserId));
    private static readonly ApiParameter<bool?> Descends = Sorting.Descends("desc");

    public static IServiceCollection AddPipelines(this IServiceCollection services) => services
        .AddSettings<OidcOptions>(
            OidcOptions.Section, (provider, options) => options.Faults(provider.GetRequiredService<IOptions<RegistryOptions>>().Value))
        .AddSingleton<PipelineRecorder>()
        .AddSingleton<PipelineQueries>()
        .AddSingleton<PipelineProducts>()
        .AddSingleton<JobOpener>()
        .AddSingleton<JobEnding>()
        .AddSingleton<JobQueries>()
        .AddSingleton<TrustedPublishers>()
        .AddSingleton<IssuerClient>()
        .AddSingleton<IssuerKeys>()
        .AddSingleton<IdTokenCheck>()
        .AddSingleton<IdTokenExchange>();

    public static void MapPipelines(this IEndpointRouteBuilder app)
    {
        var project = app.MapProjectApi();
        project.MapRead(Pipelines, ListAsync).RequirePermission(ProjectPermission.ListPackages).Takes(
            PipelineParameters.Ref, PipelineParameters.Sha, PipelineParameters.Status, PipelineParameters.Source, UserName, UpdatedAfter, UpdatedBefore, OrderBy, Descends, OffsetPage.Page, OffsetPage.PerPage);
        project.MapPost(Pipelines, RecordAsync).RequirePermission(ProjectPermission.RecordPipelines).Takes(
            PipelineParameters.Ref.Required(), PipelineParameters.Sha.Required(), PipelineParameters.Status, PipelineParameters.Source, PipelineParameters.Name, PipelineParameters.WebUrl);
        project.MapRead(One, GetAsync).RequirePermission(ProjectPermission.ListPackages).Takes(PipelineParameters.PipelineId);
        project.MapPut(One, ChangeAsync).RequirePermission(ProjectPermission.RecordPipelines).Takes(
            PipelineParameters.PipelineId, PipelineParameters.Ref, PipelineParameters.Sha, PipelineParameters.Status, PipelineParameters.Source, PipelineParameters.Name, PipelineParameters.WebUrl);
        JobEndpoints.Map(project);
        TrustedPublisherEndpoints.Map(project);
        IdTokenEndpoints.Map(app.MapInstanceApi());
    }

    private static async Task<IResult> ListAsync(HttpContext context, PipelineQueries pipelines, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var filter = new PipelineFilter(context.Get(OrderBy) ?? PipelineOrder.Id, context.Get(Descends) == false)
        {
            Ref = context.Get(PipelineParameters.Ref),
            Sha = context.Get(PipelineParameters.Sha),
            Status = context.Get(PipelineParameters.Status),
            Source = context.Get(PipelineParameters.Source),
            UserName = context.Get(UserName),
            UpdatedAfter = context.Get(UpdatedAfter),
            UpdatedBefore = context.Get(UpdatedBefore),
        };
        var project = context.GetProject();
        var page = await pipelines.ListAsync(project.Id, filter, OffsetPage.Of(context), cancellationToken);
        return GitLabResults.Page(
            context, page.Select(row => row.ToResponse(project.FullPath, publicUrl.Of(context.Request))), PipelineJson.Readable.IReadOnlyListPipelineResponse);
    }

    private static async Task<IResult> RecordAsync(HttpContext context, PipelineRecorder recorder, PipelineQueries pipelines, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account account)
        {
            return GitLabResults.Refused(JobEndpoints.JobsOpenNothing);
        }

        var wanted = new NewPipeline(context.GetProject().Id, account.UserId, context.Get(PipelineParameters.Ref)!, context.Get(PipelineParameters.Sha)!)
        {
            Status = context.Get(PipelineParameters.Status) ?? BuildStatus.Running,
            Source = context.Get(PipelineParameters.Source) ?? PipelineParameters.UsualSource,
            Name = context.Get(PipelineParameters.Name),
            WebUrl = context.Get(PipelineParameters.WebUrl),
        };
        var id = await recorder.RecordAsync(wanted, context.GetAuditSource(), cancellationToken);
        return await AnswerAsync(context, pipelines, publicUrl, id, StatusCodes.Status201Created, cancellationToken);
    }

    private static Task<IResult> GetAsync(HttpContext context, PipelineQueries pipelines, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        AnswerAsync(context, pipelines, publicUrl, context.Get(PipelineParameters.PipelineId)!.Value, StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> ChangeAsync(HttpContext context, PipelineRecorder recorder, PipelineQueries pipelines, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var given = context.GetArguments();
        var id = given.Get(PipelineParameters.PipelineId)!.Value;
        ApiParameter[] needed = [PipelineParameters.Ref, PipelineParameters.Sha, PipelineParameters.Status, PipelineParameters.Source];
        ApiParameter[] all = [.. needed, PipelineParameters.Name, PipelineParameters.WebUrl];
        if (!all.Any(given.Has))
        {
            return GitLabResults.Refused(Refusal.Parameter($"{string.Join(", ", all.Select(one => one.Name))} are missing, at least one parameter must be provided"));
        }

        if (needed.Where(one => given.Has(one) && given.IsEmpty(one)).Select(one => $"{one.Name} is empty").ToList() is { Count: > 0 } empty)
        {
            return GitLabResults.Refused(Refusal.Parameter(string.Join(", ", empty)));
        }

        if (context.GetCaller() is Caller.Job job && (job.PipelineId != id || all.Any(one => one != PipelineParameters.Status && given.Has(one))))
        {
            return GitLabResults.Refused(JobEndpoints.OwnStatusAlone);
        }

        var found = await recorder.ChangeAsync(
            context.GetProject().Id,
            id,
            pipeline =>
            {
                pipeline.Ref = given.Get(PipelineParameters.Ref) ?? pipeline.Ref;
                pipeline.Sha = given.Get(PipelineParameters.Sha) ?? pipeline.Sha;
                pipeline.Status = given.Get(PipelineParameters.Status) ?? pipeline.Status;
                pipeline.Source = given.Get(PipelineParameters.Source) ?? pipeline.Source;
                pipeline.Name = given.Has(PipelineParameters.Name) ? given.Get(PipelineParameters.Name) : pipeline.Name;
                pipeline.WebUrl = given.Has(PipelineParameters.WebUrl) ? given.Get(PipelineParameters.WebUrl) : pipeline.WebUrl;
            },
            context.GetAuditSource(),
            cancellationToken);
        return found ? await AnswerAsync(context, pipelines, publicUrl, id, StatusCodes.Status200OK, cancellationToken) : NoPipeline();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PipelineQueries pipelines, PublicUrl publicUrl, long id, int status, CancellationToken cancellationToken)
    {
        var project = context.GetProject();
        return await pipelines.FindAsync(project.Id, id, cancellationToken) is { } row
            ? GitLabResults.Json(context, row.ToResponse(project.FullPath, publicUrl.Of(context.Request)), PipelineJson.Readable.PipelineResponse, status)
            : NoPipeline();
    }

    internal static IResult NoPipeline() => GitLabResults.Refused(Refusal.NotFound("Pipeline"));
}
