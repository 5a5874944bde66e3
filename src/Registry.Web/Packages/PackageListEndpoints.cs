using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>The packages of a project, and of all projects of a group.</summary>
internal static class PackageListEndpoints
{
    private static readonly Refusal NotByCursor = Refusal.Parameter("order_by does not have a valid value: pagination=keyset goes with created_at alone");

    public static void Map(RouteGroupBuilder project, RouteGroupBuilder group)
    {
        project.MapRead("/packages", ListInProjectAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PackageListParameters.OfProject);
        group.MapRead("/packages", ListInGroupAsync)
            .RequireVisibleGroup().Takes(PackageListParameters.OfGroup);
    }

    private static async Task<IResult> ListInProjectAsync(HttpContext context, PackageListQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken) =>
        await AnswerAsync(context, new PackageScope.Project(context.GetProject(), await decisions.MayDeleteAsync(context)), packages, cancellationToken);

    private static Task<IResult> ListInGroupAsync(HttpContext context, PackageListQueries packages, CancellationToken cancellationToken)
    {
        var withSubgroups = context.Get(PackageListParameters.ExcludeSubgroups) != true;
        return AnswerAsync(context, new PackageScope.Group(context.GetGroup().Id, withSubgroups, context.GetCaller()), packages, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PackageScope scope, PackageListQueries packages, CancellationToken cancellationToken)
    {
        var search = PackageListParameters.Read(context);
        var responses = new PackageResponses(context);
        var namesProjects = scope is PackageScope.Group;
        if (!PackageListParameters.AsksForKeyset(context))
        {
            var (numbered, listed) = await packages.ListAsync(scope, search, OffsetPage.Of(context), cancellationToken);
            var page = new Paged<PackageResponse>(numbered.Page, responses.Of(listed, namesProjects), numbered.HasMore, numbered.Total);
            return GitLabResults.Page(context, page, PackageJson.Readable.IReadOnlyListPackageResponse);
        }

        if (search.Order != PackageOrder.CreatedAt)
        {
            return GitLabResults.Refused(NotByCursor);
        }

        return await GitLabResults.PageByCursorAsync(
            context,
            OffsetPage.Of(context).Size,
            async asked =>
            {
                var (rows, found) = await packages.ListAsync(scope, search, asked, cancellationToken);
                return new KeysetRows<PackageResponse>(responses.Of(found, namesProjects), rows.Next, rows.Previous);
            },
            PackageJson.Readable.IReadOnlyListPackageResponse);
    }
}
