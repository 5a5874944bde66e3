using Microsoft.Extensions.Options;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Which builds elsewhere a project lets publish.</summary>
internal static class TrustedPublisherEndpoints
{
    private const string All = "/trusted_publishers";

    private static readonly ApiParameter<long?> Id = ApiParameters.Integer("trusted_publisher_id", "The id of the trusted publisher.").Required();
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "What it is called.").Required();
    private static readonly ApiParameter<string?> Issuer = ApiParameters.Text("issuer", "The issuer of its ID tokens: one of the operator's settings.", maxLength: 2048).Required();
    private static readonly ApiParameter<IReadOnlyDictionary<string, string>?> Claims = ApiParameters.Pairs(
        "claims", "The claims that an ID token must have, each with its exact value; at least one that names a single repository.").Required();

    public static void Map(RouteGroupBuilder project)
    {
        project.MapRead(All, ListAsync).RequirePermission(ProjectPermission.ReadSettings).Takes(OffsetPage.Page, OffsetPage.PerPage);
        project.MapPost(All, CreateAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Name, Issuer, Claims);
        project.MapDelete($"{All}/{{trusted_publisher_id}}", DeleteAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Id);
    }

    private static async Task<IResult> ListAsync(HttpContext context, TrustedPublishers publishers, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var page = await publishers.ListAsync(context.GetProject().Id, OffsetPage.Of(context), cancellationToken);
        return GitLabResults.Page(
            context, page.Select(row => TrustedPublisherResponse.Of(row, publicUrl.Of(context.Request))), PipelineJson.Readable.IReadOnlyListTrustedPublisherResponse);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, TrustedPublishers publishers, IOptions<OidcOptions> options, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var claims = context.Get(Claims)!;
        if (options.Value.Find(context.Get(Issuer)) is not { } issuer)
        {
            return GitLabResults.Refused(Refusal.Parameter("issuer does not have a valid value"));
        }

        if (!TrustedClaims.AreFit(claims))
        {
            return GitLabResults.Refused(Refusal.Parameter("claims is invalid"));
        }

        if (!issuer.RequiredClaims.Any(claims.ContainsKey))
        {
            return GitLabResults.Refused(Refusal.Parameter($"claims must have one of {string.Join(", ", issuer.RequiredClaims)}: others do not tell one repository from the next"));
        }

        var publisher = new TrustedPublisher
        {
            ProjectId = context.GetProject().Id,
            Issuer = issuer.Issuer,
            Claims = TrustedClaims.Format(claims),
            UserId = context.GetAccount().UserId,
            Name = context.Get(Name)!,
        };
        var added = await publishers.AddAsync(publisher, context.GetAuditSource(), cancellationToken);
        return GitLabResults.Json(
            context, TrustedPublisherResponse.Of(added, publicUrl.Of(context.Request)), PipelineJson.Readable.TrustedPublisherResponse, StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, TrustedPublishers publishers, CancellationToken cancellationToken) =>
        await publishers.DeleteAsync(context.GetProject().Id, context.Get(Id)!.Value, context.GetAuditSource(), cancellationToken)
            ? TypedResults.NoContent()
            : GitLabResults.Refused(Refusal.NotFound("Trusted publisher"));
}
