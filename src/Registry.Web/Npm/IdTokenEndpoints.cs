using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Pipelines;
using Registry.Web.Projects;

namespace Registry.Web.Npm;

/// <summary>
/// npm's trusted publishing: a build sends the ID token of the system that runs it, and gets a token for the one package. npm asks at
/// the root of the host, pnpm below the registry's own address.
/// </summary>
internal static class IdTokenEndpoints
{
    private const string Exchange = "/-/npm/v1/oidc/token/exchange/package/{name}";

    public static void Map(NpmRoutes npm) => npm.MapOpen(HttpMethods.Post, Exchange, ExchangeAsync);

    public static void MapRoot(IEndpointRouteBuilder app) => app.MapPost(Exchange, ExchangeAsync).WithMetadata(NpmDialect.Instance).AllowAnonymous();

    private static async Task<IResult> ExchangeAsync(
        HttpContext context, string name, IdTokenExchange exchange, AccessReader access, IDbContextFactory<RegistryDbContext> databases, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status400BadRequest, NpmPackageName.Invalid));
        }

        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var sent) || sent is not { Scheme: var scheme, Parameter: { Length: > 0 } token }
            || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return GitLabResults.Refused(IdTokenRefusals.Missing);
        }

        var (projectId, groupId) = await PlaceAsync(context, access, databases, cancellationToken);
        var request = new ExchangeRequest(
            token,
            context.Connection.RemoteIpAddress?.ToString(),
            (database, trusting, cancel) => TrustingProjects.NarrowAsync(database, trusting, known, groupId, cancel))
        {
            ProjectId = projectId,
            PackageName = known.Text,
        };
        var result = await exchange.ExchangeAsync(request, cancellationToken);
        return result is ExchangeResult.Opened { Job: var opened }
            ? NpmAnswers.Json(
                context,
                new ExchangedNpmTokenResponse(opened.Secret, "oidc", opened.Job.CreatedAt, opened.Job.LeaseEndsAt),
                NpmJson.Readable.ExchangedNpmTokenResponse,
                StatusCodes.Status201Created)
            : GitLabResults.Refused(((ExchangeResult.Refused)result).Refusal);
    }

    // The project or group that the address names. One that is not there is a number that none has: whoever asks learns no more.
    private static async Task<(long? ProjectId, long? GroupId)> PlaceAsync(
        HttpContext context, AccessReader access, IDbContextFactory<RegistryDbContext> databases, CancellationToken cancellationToken)
    {
        if (context.GetRouteValue(PermissionHandler.RouteValue) is string project)
        {
            var reading = await access.ReadAsync(cancellationToken);
            return ((await reading.Access.FindProjectAsync(ProjectRef.Of(project), cancellationToken))?.Project.Id ?? 0, null);
        }

        if (context.GetRouteValue(GroupHandler.RouteValue) is not string group)
        {
            return (null, null);
        }

        var named = ProjectRef.Of(group); // groups are named as projects are
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (null, named.Id ?? (await NamespaceRows.FindAsync(database, named.FullPath!, cancellationToken))?.GroupId ?? 0);
    }
}
