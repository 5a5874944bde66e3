using System.Text.RegularExpressions;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;
using static Registry.Web.Projects.NamespaceParameters;

namespace Registry.Web.Projects;

/// <summary>GitLab's REST API of projects.</summary>
internal static partial class ProjectEndpoints
{
    private static readonly ApiParameter<long?> NamespaceId = ApiParameters.Integer("namespace_id", "The group or personal namespace; the caller's own unless given.");
    private static readonly ApiParameter<bool?> AnyoneMayPull = ApiParameters.OneOf(
        "package_registry_access_level", "enabled: who may see the packages may pull them; public: anybody may.", "enabled", ("enabled", false), ("public", true));
    private static readonly ApiParameter<bool?> Membership = ApiParameters.Flag("membership", "Only projects in which the caller has a role.", "false");
    private static readonly ApiParameter<bool?> Simple = ApiParameters.Flag("simple", "Only the most important fields.", "false");
    private static readonly ApiParameter<bool?> WithAllBelow = ApiParameters.Flag("include_subgroups", "Also the projects of all groups below.", "false");
    private static readonly ApiParameter<ProjectOrder?> OrderBy = ApiParameters.OneOf<ProjectOrder>(
        "order_by", "What to sort by.", "created_at",
        ("id", ProjectOrder.Id), ("name", ProjectOrder.Name), ("path", ProjectOrder.Path), ("created_at", ProjectOrder.CreatedAt));
    private static readonly ApiParameter<bool?> ByCursor = ApiParameters.OneOf("pagination", "keyset: by cursor, with order_by=id.", null, ("keyset", true));
    private static readonly ApiParameter<string?> User = ApiParameters.Text("user_id", "The id or user name.").Required();
    private static readonly ApiParameter[] ListParameters =
        [Search, Membership, Owned, LeastRole, VisibleTo, Simple, OrderBy, Descends, OffsetPage.Page, OffsetPage.PerPage, ByCursor, KeysetPage.Cursor];

    public static void MapProjects(this IEndpointRouteBuilder app)
    {
        app.MapGroups();
        app.MapMembers();
        var api = app.MapInstanceApi();
        api.MapRead("/projects", (HttpContext context, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancel) =>
            ListAsync(context, place: null, projects, publicUrl, cancel)).RequireGoodCredentials().RequireApiScope().Takes(ListParameters);
        api.MapPost("/projects", CreateAsync).RequireAccount().Takes(Name, OwnPath, NamespaceId, Description, VisibleTo, AnyoneMayPull);
        api.MapRead("/users/{user_id}/projects", ListOfUserAsync).RequireGoodCredentials().RequireApiScope().Takes([User, .. ListParameters]);
        var group = app.MapGroupApi();
        group.MapRead("/projects", ListOfGroupAsync).RequireVisibleGroup().RequireApiScope().Takes([WithAllBelow, .. ListParameters]);
        var project = app.MapInstanceApi().TreatAnonymousAsStranger();
        project.MapRead("/projects/{project}", ShowAsync).RequirePermission(ProjectPermission.ReadProject);
        project.MapPut("/projects/{project}", ChangeAsync).RequirePermission(ProjectPermission.ManageProject)
            .Takes(Name, OwnPath, Description, VisibleTo, AnyoneMayPull);
        project.MapDelete("/projects/{project}", RemoveAsync).RequirePermission(ProjectPermission.OwnProject);
    }

    private static async Task<IResult> ListOfUserAsync(HttpContext context, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await projects.FindUserAsync(context.Get(User)!, cancellationToken) is { } userId
            ? await ListAsync(context, new ProjectPlace.OfUser(userId), projects, publicUrl, cancellationToken)
            : GitLabResults.Refused(Refusal.NotFound("User"));

    private static Task<IResult> ListOfGroupAsync(HttpContext context, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        ListAsync(context, new ProjectPlace.InGroup(context.GetGroup().Id, context.Get(WithAllBelow) == true), projects, publicUrl, cancellationToken);

    private static async Task<IResult> ListAsync(HttpContext context, ProjectPlace? place, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var order = context.Get(OrderBy) ?? ProjectOrder.CreatedAt;
        var least = RoleAsked(context) ?? (context.Get(Membership) == true ? AccessLevel.Guest : null);
        var filter = new ProjectFilter(place, context.Get(Search), context.Get(VisibleTo), least, order, context.Get(Descends) ?? true);
        var page = OffsetPage.Of(context);
        if (context.Get(ByCursor) == true)
        {
            return order == ProjectOrder.Id
                ? await ListByCursorAsync(context, page.Size, filter, projects, publicUrl, cancellationToken)
                : GitLabResults.Refused(new Refusal(
                    StatusCodes.Status405MethodNotAllowed, null, "Keyset pagination is not yet available for this type of request: give order_by=id"));
        }

        var found = await projects.ListAsync(page, context.GetCaller(), filter, publicUrl.Of(context.Request), cancellationToken);
        return context.Get(Simple) == true
            ? GitLabResults.Page(context, found.Select(BasicProjectResponse.Of), ProjectsJson.Readable.IReadOnlyListBasicProjectResponse)
            : GitLabResults.Page(context, found, ProjectsJson.Readable.IReadOnlyListProjectResponse);
    }

    private static Task<IResult> ListByCursorAsync(
        HttpContext context, int size, ProjectFilter filter, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        Task<KeysetRows<ProjectResponse>> ReadAsync(KeysetPage page) =>
            projects.ListAsync(page, context.GetCaller(), filter, publicUrl.Of(context.Request), cancellationToken);
        return context.Get(Simple) == true
            ? GitLabResults.PageByCursorAsync(
                context, size, async page => (await ReadAsync(page)).Select(BasicProjectResponse.Of), ProjectsJson.Readable.IReadOnlyListBasicProjectResponse)
            : GitLabResults.PageByCursorAsync(context, size, ReadAsync, ProjectsJson.Readable.IReadOnlyListProjectResponse);
    }

    private static Task<IResult> ShowAsync(HttpContext context, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        AnswerAsync(context, context.GetProject().Id, StatusCodes.Status200OK, projects, publicUrl, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, long projectId, int status, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await projects.FindAsync(projectId, context.GetCaller(), publicUrl.Of(context.Request), cancellationToken) is { } found
            ? GitLabResults.Json(context, found, ProjectsJson.Readable.ProjectResponse, status)
            : GitLabResults.Refused(Refusal.NotFound("Project"));

    private static async Task<IResult> CreateAsync(
        HttpContext context, ProjectChanges changes, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (BlankFault(context) is { } blank)
        {
            return blank;
        }

        if ((context.Get(OwnPath) ?? context.Get(Name)) is null)
        {
            return GitLabResults.Refused(Refusal.Parameter("name, path are missing, at least one parameter must be provided"));
        }

        var fields = Fields(context);
        fields = fields with { Path = fields.Path ?? Unfit().Replace(fields.Name!.ToLowerInvariant(), "-").Trim('-') };
        return await changes.CreateAsync(context.Get(NamespaceId), fields, context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            NamespaceChangeResult.Done done => await AnswerAsync(context, done.Id, StatusCodes.Status201Created, projects, publicUrl, cancellationToken),
            var refused => Refused(refused, "Project"),
        };
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, ProjectChanges changes, ProjectListing projects, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (BlankFault(context) is { } blank)
        {
            return blank;
        }

        return await changes.ChangeAsync(context.GetProject().Id, Fields(context), context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            NamespaceChangeResult.Done done => await AnswerAsync(context, done.Id, StatusCodes.Status200OK, projects, publicUrl, cancellationToken),
            var refused => Refused(refused, "Project"),
        };
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, ProjectChanges changes, CancellationToken cancellationToken) =>
        await changes.RemoveAsync(
            context.GetProject().Id, context.GetAccount(), context.GetAuditSource(), Preconditions.UnmodifiedSince(context), cancellationToken) switch
        {
            NamespaceChangeResult.Done => GitLabResults.Accepted(),
            var refused => Refused(refused, "Project"),
        };

    private static ProjectFields Fields(HttpContext context) => new(
        context.Get(Name), context.Get(OwnPath), context.Get(Description), context.GetArguments().Has(Description),
        context.Get(VisibleTo), context.Get(AnyoneMayPull));

    [GeneratedRegex("[^a-z0-9_.]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfit();
}
