using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Accounts;

/// <summary>GitLab's REST API of users.</summary>
internal static class UserEndpoints
{
    private static readonly ApiParameter<long?> UserId = ApiParameters.Integer("user_id", "The id of the user.").Required();
    private static readonly ApiParameter<string?> Search = ApiParameters.Text("search", "A part of the name or user name; for administrators also of the e-mail address.");
    private static readonly ApiParameter<string?> ExactName = ApiParameters.Text("username", "The whole user name, in any case.");
    private static readonly ApiParameter<bool?> Active = ApiParameters.Flag("active", "Only those that are not blocked.", "false");
    private static readonly ApiParameter<bool?> Blocked = ApiParameters.Flag("blocked", "Only those that are blocked.", "false");
    private static readonly ApiParameter<UserOrder?> OrderBy = ApiParameters.OneOf<UserOrder>(
        "order_by", "What to sort by.", "id", ("id", UserOrder.Id), ("name", UserOrder.Name), ("username", UserOrder.UserName), ("created_at", UserOrder.CreatedAt));
    private static readonly ApiParameter<bool?> Descends = Sorting.Descends("desc");
    private static readonly ApiParameter<string?> NewName = ApiParameters.Text("username", "The user name, which is also the path of the personal namespace.").Required();
    private static readonly ApiParameter<string?> Email = ApiParameters.Text("email", "The e-mail address.");
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "The name that pages show.");
    private static readonly ApiParameter<string?> Password = ApiParameters.Text("password", "The password, at least 8 characters.");
    private static readonly ApiParameter<bool?> Admin = ApiParameters.Flag("admin", "Whether the user administers the server.", "false");
    private static readonly ApiParameter<bool?> HardDelete = ApiParameters.Flag(
        "hard_delete", "Also delete the projects of the personal namespace, and leave groups that nobody else owns without an owner.", "false");

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var api = app.MapInstanceApi();
        api.MapRead("/user", ShowSelfAsync).RequireAccount();
        api.MapRead("/users", ListAsync).RequireAccount().Takes(Search, ExactName, Active, Blocked, OrderBy, Descends, OffsetPage.Page, OffsetPage.PerPage);
        api.MapRead("/users/{user_id}", ShowAsync).RequireAccount().Takes(UserId);
        api.MapPost("/users", CreateAsync).RequireAdmin().Takes(NewName, Email.Required(), Name.Required(), Password.Required(), Admin);
        api.MapPut("/users/{user_id}", ChangeAsync).RequireAdmin().Takes(UserId, Name, Email, Password, Admin);
        api.MapDelete("/users/{user_id}", RemoveAsync).RequireAdmin().Takes(UserId, HardDelete);
        api.MapPost("/users/{user_id}/block", (HttpContext context, UserChanges users, CancellationToken cancel) => BlockAsync(context, users, isBlocked: true, cancel))
            .RequireAdmin().Takes(UserId);
        api.MapPost("/users/{user_id}/unblock", (HttpContext context, UserChanges users, CancellationToken cancel) => BlockAsync(context, users, isBlocked: false, cancel))
            .RequireAdmin().Takes(UserId);
    }

    private static async Task<IResult> ShowSelfAsync(HttpContext context, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        await users.FindAsync(context.GetAccount().UserId, cancellationToken) is { } row
            ? GitLabResults.Json(context, UserDetailsResponse.Of(row, publicUrl.Of(context.Request)), AccountsJson.Readable.UserDetailsResponse)
            : GitLabResults.Refused(Refusal.Unauthorized);

    private static async Task<IResult> ListAsync(HttpContext context, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var isAdmin = context.GetAccount().IsAdmin;
        var filter = new UserFilter(
            context.Get(Search), isAdmin, context.Get(ExactName), context.Get(Active) == true, context.Get(Blocked) == true,
            context.Get(OrderBy) ?? UserOrder.Id, context.Get(Descends) ?? true);
        var page = await users.ListAsync(OffsetPage.Of(context), filter, cancellationToken);
        var address = publicUrl.Of(context.Request);
        return isAdmin
            ? GitLabResults.Page(context, page.Select(row => UserDetailsResponse.Of(row, address)), AccountsJson.Readable.IReadOnlyListUserDetailsResponse)
            : GitLabResults.Page(context, page.Select(row => UserResponse.Of(row.User, address)), AccountsJson.Readable.IReadOnlyListUserResponse);
    }

    private static Task<IResult> ShowAsync(HttpContext context, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken) =>
        AnswerAsync(context, context.Get(UserId)!.Value, StatusCodes.Status200OK, users, publicUrl, cancellationToken);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, long userId, int status, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } row)
        {
            return GitLabResults.Refused(Refusal.NotFound("User"));
        }

        var address = publicUrl.Of(context.Request);
        return context.GetAccount() is { IsAdmin: true }
            ? GitLabResults.Json(context, UserDetailsResponse.Of(row, address), AccountsJson.Readable.UserDetailsResponse, status)
            : GitLabResults.Json(context, UserResponse.Of(row.User, address), AccountsJson.Readable.UserResponse, status);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, UserCreation creation, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var user = new NewUser(context.Get(NewName)!, context.Get(Email)!, context.Get(Password)!, context.Get(Admin) == true, context.Get(Name));
        return await creation.CreateAsync(user, context.GetAuditSource(), onlyAsFirstAdministrator: false, cancellationToken) switch
        {
            UserCreationResult.Created created => await AnswerAsync(context, created.User.Id, StatusCodes.Status201Created, users, publicUrl, cancellationToken),
            UserCreationResult.Invalid invalid => Refused(invalid.Field, invalid.Reasons[0], invalid.IsTaken),
            _ => GitLabResults.Refused(Refusal.Forbidden),
        };
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, UserChanges changes, UserQueries users, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        var change = new UserChange(context.Get(Name), context.Get(Email), context.Get(Password), context.Get(Admin));
        var result = await changes.ChangeAsync(context.Get(UserId)!.Value, change, context.GetAuditSource(), cancellationToken);
        return result is UserChangeResult.Changed ? await ShowAsync(context, users, publicUrl, cancellationToken) : Refused(result);
    }

    private static async Task<IResult> BlockAsync(HttpContext context, UserChanges changes, bool isBlocked, CancellationToken cancellationToken)
    {
        var result = await changes.BlockAsync(context.Get(UserId)!.Value, isBlocked, context.GetAuditSource(), cancellationToken);
        return result is UserChangeResult.Changed
            ? GitLabResults.Json(context, value: true, AccountsJson.Readable.Boolean, StatusCodes.Status201Created)
            : Refused(result);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, UserRemoval removal, CancellationToken cancellationToken) =>
        await removal.RemoveAsync(context.Get(UserId)!.Value, context.Get(HardDelete) == true, context.GetAuditSource(), cancellationToken) switch
        {
            UserRemovalResult.Removed => TypedResults.NoContent(),
            UserRemovalResult.Kept kept => GitLabResults.Refused(new Refusal(StatusCodes.Status409Conflict, kept.Reason)),
            UserRemovalResult.LastAdministrator => LastAdministrator(),
            _ => GitLabResults.Refused(Refusal.NotFound("User")),
        };

    private static IResult Refused(UserChangeResult result) => result switch
    {
        UserChangeResult.Invalid invalid => Refused(invalid.Field, invalid.Reason, invalid.IsTaken),
        UserChangeResult.LastAdministrator => LastAdministrator(),
        _ => GitLabResults.Refused(Refusal.NotFound("User")),
    };

    // GitLab's words for what is taken; a fault names its field.
    private static IResult Refused(string field, string reason, bool isTaken) => isTaken
        ? GitLabResults.Refused(new Refusal(StatusCodes.Status409Conflict, $"{(field == UserFields.Email ? "Email" : "Username")} has already been taken"))
        : FieldFaults.Refused(field, reason);

    private static IResult LastAdministrator() =>
        GitLabResults.Refused(new Refusal(StatusCodes.Status403Forbidden, "403 Forbidden - This is the last administrator who can sign in."));
}
