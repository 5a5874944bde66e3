using Registry.Web.Auth;
using Registry.Web.Http;
using static Registry.Web.Projects.NamespaceParameters;

namespace Registry.Web.Projects;

/// <summary>GitLab's REST API of groups and namespaces.</summary>
internal static class GroupEndpoints
{
    private static readonly ApiParameter<long?> ParentId = ApiParameters.Integer("parent_id", "The group it lies in; none for a group at the top.");
    private static readonly ApiParameter<bool?> AllAvailable = ApiParameters.Flag(
        "all_available", "Also groups that the caller may see and does not belong to; the usual for administrators and without credentials.");
    private static readonly ApiParameter<bool?> TopLevelOnly = ApiParameters.Flag("top_level_only", "Only groups that lie in no other.", "false");
    private static readonly ApiParameter<GroupOrder?> OrderBy = ApiParameters.OneOf<GroupOrder>(
        "order_by", "What to sort by.", "name", ("name", GroupOrder.Name), ("path", GroupOrder.Path), ("id", GroupOrder.Id));
    private static readonly ApiParameter<string?> Namespace = ApiParameters.Text("namespace_id", "The id or full path.", PathGrammar.MostCharacters).Required();
    private static readonly ApiParameter[] ListParameters = [Search, Owned, LeastRole, OrderBy, Descends, AllAvailable, OffsetPage.Page, OffsetPage.PerPage];

    public static void MapGroups(this IEndpointRouteBuilder app)
    {
        var api = app.MapInstanceApi();
        api.MapRead("/groups", ListAsync).RequireGoodCredentials().RequireApiScope().Takes([TopLevelOnly, .. ListParameters]);
        api.MapPost("/groups", CreateAsync).RequireAccount().Takes(Name.Required(), OwnPath.Required(), ParentId, VisibleTo, Description);
        api.MapRead("/namespaces", ListNamespacesAsync).RequireAccount().Takes(Search, OffsetPage.Page, OffsetPage.PerPage);
        api.MapRead("/namespaces/{namespace_id}", ShowNamespaceAsync).RequireAccount().Takes(Namespace);
        var group = app.MapInstanceApi().TreatAnonymousAsStranger().RefusePersonal();
        group.MapRead("/groups/{group}", ShowAsync).RequireVisibleGroup().RequireApiScope();
        group.MapPut("/groups/{group}", ChangeAsync).RequireGroup(GroupPermission.OwnGroup).Takes(Name, OwnPath, Description, VisibleTo);
        group.MapDelete("/groups/{group}", RemoveAsync).RequireGroup(GroupPermission.OwnGroup);
        group.MapRead("/groups/{group}/subgroups", ListChildrenAsync).RequireVisibleGroup().RequireApiScope().Takes(ListParameters);
        group.MapRead("/groups/{group}/descendant_groups", ListBelowAsync).RequireVisibleGroup().RequireApiScope().Takes(ListParameters);
    }

    /// <summary>A personal namespace is no group here, as in GitLab.</summary>
    public static RouteGroupBuilder RefusePersonal(this RouteGroupBuilder group) => group.AddEndpointFilter(async (invocation, next) =>
        invocation.HttpContext.GetGroup().IsPersonal ? GitLabResults.Refused(Refusal.NotFound("Group")) : await next(invocation));

    private static Task<IResult> ListAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var seesAll = context.Get(AllAvailable) ?? context.GetCaller() is not Caller.Account { IsAdmin: false };
        return PageAsync(context, Filter(context) with { JoinedOnly = !seesAll, TopLevelOnly = context.Get(TopLevelOnly) == true }, groups, publicUrl, cancellationToken);
    }

    private static Task<IResult> ListChildrenAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        PageAsync(context, Filter(context) with { ParentId = context.GetGroup().Id }, groups, publicUrl, cancellationToken);

    private static Task<IResult> ListBelowAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        PageAsync(context, Filter(context) with { BelowId = context.GetGroup().Id }, groups, publicUrl, cancellationToken);

    private static GroupFilter Filter(HttpContext context) => new(
        context.Get(Search), context.Get(AllAvailable) == false, RoleAsked(context), TopLevelOnly: false, context.Get(OrderBy) ?? GroupOrder.Name, context.Get(Descends) ?? false);

    private static async Task<IResult> PageAsync(HttpContext context, GroupFilter filter, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        GitLabResults.Page(
            context,
            await groups.ListAsync(OffsetPage.Of(context), context.GetCaller(), filter, publicUrl.Of(context.Request), cancellationToken),
            ProjectsJson.Readable.IReadOnlyListGroupResponse);

    private static Task<IResult> ShowAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        AnswerAsync(context, context.GetGroup().Id, StatusCodes.Status200OK, groups, publicUrl, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, long groupId, int status, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await groups.FindAsync(groupId, publicUrl.Of(context.Request), cancellationToken) is { } found
            ? GitLabResults.Json(context, found, ProjectsJson.Readable.GroupResponse, status)
            : GitLabResults.Refused(Refusal.NotFound("Group"));

    private static async Task<IResult> CreateAsync(HttpContext context, GroupChanges changes, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (BlankFault(context) is { } blank)
        {
            return blank;
        }

        return await changes.CreateAsync(context.Get(ParentId), Fields(context), context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            NamespaceChangeResult.Done done => await AnswerAsync(context, done.Id, StatusCodes.Status201Created, groups, publicUrl, cancellationToken),
            var refused => Refused(refused, "Group"),
        };
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, GroupChanges changes, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (BlankFault(context) is { } blank)
        {
            return blank;
        }

        return await changes.ChangeAsync(context.GetGroup().Id, Fields(context), context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            NamespaceChangeResult.Done done => await AnswerAsync(context, done.Id, StatusCodes.Status200OK, groups, publicUrl, cancellationToken),
            var refused => Refused(refused, "Group"),
        };
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, GroupChanges changes, CancellationToken cancellationToken) =>
        await changes.RemoveAsync(
            context.GetGroup().Id, context.GetAccount(), context.GetAuditSource(), Preconditions.UnmodifiedSince(context), cancellationToken) switch
        {
            NamespaceChangeResult.Done => GitLabResults.Accepted(),
            var refused => Refused(refused, "Group"),
        };

    private static async Task<IResult> ListNamespacesAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var found = await groups.ListNamespacesAsync(OffsetPage.Of(context), context.GetAccount(), context.Get(Search), cancellationToken);
        var address = publicUrl.Of(context.Request);
        return GitLabResults.Page(context, found.Select(group => NamespaceResponse.Of(group, address)), ProjectsJson.Readable.IReadOnlyListNamespaceResponse);
    }

    private static async Task<IResult> ShowNamespaceAsync(HttpContext context, GroupListing groups, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await groups.FindNamespaceAsync(context.GetAccount(), context.Get(Namespace)!, cancellationToken) is { } found
            ? GitLabResults.Json(context, NamespaceResponse.Of(found, publicUrl.Of(context.Request)), ProjectsJson.Readable.NamespaceResponse)
            : GitLabResults.Refused(Refusal.NotFound("Namespace"));

    private static GroupFields Fields(HttpContext context) => new(
        context.Get(Name), context.Get(OwnPath), context.Get(Description), context.GetArguments().Has(Description), context.Get(VisibleTo));
}
