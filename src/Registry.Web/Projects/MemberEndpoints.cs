using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>GitLab's REST API of members, the same for projects and groups.</summary>
internal static class MemberEndpoints
{
    private static readonly ApiParameter<string?> Query = ApiParameters.Text("query", "A part of the name or user name.");
    private static readonly ApiParameter<long?> UserId = ApiParameters.Integer("user_id", "The id of the user.");
    private static readonly ApiParameter<string?> UserName = ApiParameters.Text("username", "The user name, instead of the id.");
    private static readonly ApiParameter<Data.Entities.AccessLevel?> Level = NamespaceParameters.Level("access_level", "The role.").Required();
    private static readonly ApiParameter<DateOnly?> ExpiresAt = ApiParameters.Day("expires_at", "The day from which the role is over; empty for never.");
    private static readonly ApiParameter<bool?> SkipBelow = ApiParameters.Flag(
        "skip_subresources", "Of a group: leave the member's own roles in groups and projects below.", "false");

    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var project = app.MapProjectApi();
        project.MapReading(one => one.RequirePermission(ProjectPermission.ReadProject));
        project.MapPost("/members", AddAsync).RequirePermission(ProjectPermission.ManageProject).Takes(UserId, UserName, Level, ExpiresAt);
        project.MapPut("/members/{user_id}", ChangeAsync).RequirePermission(ProjectPermission.ManageProject).Takes(UserId.Required(), Level, ExpiresAt);
        project.MapDelete("/members/{user_id}", RemoveAsync).RequirePermission(ProjectPermission.ReadProject).RequireSomebody().Takes(UserId.Required(), SkipBelow);
        var group = app.MapGroupApi().RefusePersonal();
        group.MapReading(one => one.RequireVisibleGroup());
        group.MapPost("/members", AddAsync).RequireGroup(GroupPermission.OwnGroup).Takes(UserId, UserName, Level, ExpiresAt);
        group.MapPut("/members/{user_id}", ChangeAsync).RequireGroup(GroupPermission.OwnGroup).Takes(UserId.Required(), Level, ExpiresAt);
        group.MapDelete("/members/{user_id}", RemoveAsync).RequireVisibleGroup().RequireSomebody().Takes(UserId.Required(), SkipBelow);
    }

    private static void MapReading(this IEndpointRouteBuilder members, Func<RouteHandlerBuilder, RouteHandlerBuilder> require)
    {
        foreach (var (part, inherits) in (IEnumerable<(string, bool)>)[("/members", false), ("/members/all", true)])
        {
            require(members.MapRead(part, (HttpContext context, MemberListing listing, PublicUrl publicUrl, CancellationToken cancel) =>
                ListAsync(context, inherits, listing, publicUrl, cancel))).RequireSomebody().Takes(Query, OffsetPage.Page, OffsetPage.PerPage);
            require(members.MapRead($"{part}/{{user_id}}", (HttpContext context, MemberListing listing, PublicUrl publicUrl, CancellationToken cancel) =>
                ShowAsync(context, inherits, listing, publicUrl, cancel))).RequireSomebody().Takes(UserId.Required());
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, bool inherits, MemberListing listing, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var page = OffsetPage.Of(context).Of(await listing.ListAsync(Target(context), inherits, context.Get(Query), cancellationToken));
        var address = publicUrl.Of(context.Request);
        return GitLabResults.Page(context, page.Select(row => MemberResponse.Of(row, address)), ProjectsJson.Readable.IReadOnlyListMemberResponse);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, bool inherits, MemberListing listing, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await AnswerAsync(context, context.Get(UserId)!.Value, inherits, StatusCodes.Status200OK, listing, publicUrl, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, long userId, bool inherits, int status, MemberListing listing, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await listing.FindAsync(Target(context), inherits, userId, cancellationToken) is { } row
            ? GitLabResults.Json(context, MemberResponse.Of(row, publicUrl.Of(context.Request)), ProjectsJson.Readable.MemberResponse, status)
            : GitLabResults.Refused(Refusal.NotFound("Member"));

    private static async Task<IResult> AddAsync(
        HttpContext context, MemberChanges changes, MemberListing listing, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        if (context.Get(UserId) is null == context.Get(UserName) is null)
        {
            return GitLabResults.Refused(Refusal.Parameter(context.Get(UserId) is null
                ? "user_id, username are missing, exactly one parameter must be provided"
                : "user_id, username are mutually exclusive"));
        }

        if (IsPast(context, time))
        {
            return PastFault();
        }

        var member = new NewMember(context.Get(UserId), context.Get(UserName), context.Get(Level)!.Value, End(context));
        return await changes.AddAsync(Target(context), member, context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            MemberChangeResult.Done done => await AnswerAsync(context, done.UserId, inherits: false, StatusCodes.Status201Created, listing, publicUrl, cancellationToken),
            var refused => Refused(refused),
        };
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, MemberChanges changes, MemberListing listing, PublicUrl publicUrl, TimeProvider time, CancellationToken cancellationToken)
    {
        if (IsPast(context, time))
        {
            return PastFault();
        }

        var expiry = context.GetArguments().Has(ExpiresAt) ? new MemberExpiry(End(context)) : null;
        return await changes.ChangeAsync(
            Target(context), context.Get(UserId)!.Value, context.Get(Level)!.Value, expiry, context.GetAccount(), context.GetAuditSource(), cancellationToken) switch
        {
            MemberChangeResult.Done done => await AnswerAsync(context, done.UserId, inherits: false, StatusCodes.Status200OK, listing, publicUrl, cancellationToken),
            var refused => Refused(refused),
        };
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, MemberChanges changes, CancellationToken cancellationToken)
    {
        var target = Target(context);
        if (context.GetCaller() is not Caller.Account account || (account.BoundTo is { } bound && !bound.Contains(target.ProjectId ?? 0)))
        {
            // Seeing is all that the route asks for: a token that is bound to projects changes nothing elsewhere.
            return GitLabResults.Refused(Refusal.Forbidden);
        }

        return await changes.RemoveAsync(target, context.Get(UserId)!.Value, context.Get(SkipBelow) == true, account, context.GetAuditSource(), cancellationToken) switch
        {
            MemberChangeResult.Done => TypedResults.NoContent(),
            var refused => Refused(refused),
        };
    }

    private static IResult Refused(MemberChangeResult result) => GitLabResults.Refused(result switch
    {
        MemberChangeResult.AlreadyMember => new Refusal(StatusCodes.Status409Conflict, "Member already exists"),
        MemberChangeResult.NoSuchUser => Refusal.NotFound("User"),
        MemberChangeResult.NotMember => Refusal.NotFound("Member"),
        MemberChangeResult.LastOwner => new Refusal(StatusCodes.Status403Forbidden, "403 Forbidden - The group would be left without an owner."),
        _ => Refusal.Forbidden,
    });

    private static MemberTarget Target(HttpContext context) => context.Features.Get<GroupFinding>() is { Group.Id: var group }
        ? new MemberTarget(null, group)
        : new MemberTarget(context.GetProject().Id, null);

    private static DateTimeOffset? End(HttpContext context) => context.Get(ExpiresAt)?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    // A role that is over from today on would never have been one.
    private static bool IsPast(HttpContext context, TimeProvider time) => End(context) <= time.GetUtcNow();

    private static IResult PastFault() => FieldFaults.Refused(ExpiresAt.Name, "cannot be a date in the past");
}
