using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Pipelines;

/// <summary>Where builds elsewhere exchange an ID token for a job token.</summary>
internal static class IdTokenEndpoints
{
    private static readonly ApiParameter<string?> Token = ApiParameters.Text("token", "The ID token of the build.", SignedToken.MaxLength).Required();
    private static readonly ApiParameter<string?> Project = ApiParameters.Text("project", "The id or the full path of the project to publish to.").Required();

    public static void Map(RouteGroupBuilder instance) => instance.MapPost("/oidc/token", ExchangeAsync).AllowAnonymous().Takes(Token, Project);

    private static async Task<IResult> ExchangeAsync(HttpContext context, IdTokenExchange exchange, AccessReader access, CancellationToken cancellationToken)
    {
        var reading = await access.ReadAsync(cancellationToken);
        var project = (await reading.Access.FindProjectAsync(ProjectRef.Of(context.Get(Project)!), cancellationToken))?.Project.Id;
        var request = new ExchangeRequest(context.Get(Token)!, context.Connection.RemoteIpAddress?.ToString(), (_, trusting, _) => Task.FromResult(trusting))
        {
            ProjectId = project ?? 0, // none has that number
        };
        var result = await exchange.ExchangeAsync(request, cancellationToken);
        if (result is not ExchangeResult.Opened { Job: var opened })
        {
            return GitLabResults.Refused(((ExchangeResult.Refused)result).Refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new ExchangedTokenResponse(opened.Secret, opened.Job.LeaseEndsAt, opened.Job.ProjectId, opened.Job.PipelineId), PipelineJson.Readable.ExchangedTokenResponse, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>A job token for an ID token.</summary>
internal sealed record ExchangedTokenResponse(string Token, DateTimeOffset ExpiresAt, long ProjectId, long PipelineId);
