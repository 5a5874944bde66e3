using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Accounts;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Tokens;

namespace Registry.Web.Npm;

/// <summary>Who the client is, and how it becomes somebody: whoami, profile, login by password or by browser, logout.</summary>
internal static class AccountEndpoints
{
    private const string UserPrefix = "org.couchdb.user:";

    public static void Map(NpmRoutes npm)
    {
        npm.MapWhole(HttpMethods.Get, "/-/whoami", WhoAmI);
        npm.MapWhole(HttpMethods.Get, "/-/npm/v1/user", GetProfileAsync);
        npm.MapWhole(HttpMethods.Post, "/-/npm/v1/user", RefuseProfile);
        npm.MapWhole(HttpMethods.Get, "/-/user/{user}", GetUserAsync);
        npm.MapOpen(HttpMethods.Put, "/-/user/{user}", LoginAsync);
        npm.MapOpen(HttpMethods.Put, "/-/user/{user}/-rev/{revision}", LoginAsync);
        npm.MapOpen(HttpMethods.Post, "/-/v1/login", BeginLoginAsync);
        npm.MapOpen(HttpMethods.Get, "/-/v1/login/{word}", PollLoginAsync);
        npm.MapWhole(HttpMethods.Delete, "/-/user/token/{token}", LogoutAsync);
    }

    private static IResult WhoAmI(HttpContext context) => context.GetCaller().Actor is { } actor
        ? NpmAnswers.Json(context, new WhoAmIResponse(actor.Name), NpmJson.Readable.WhoAmIResponse)
        : GitLabResults.Refused(Refusal.Unauthorized);

    private static async Task<IResult> GetProfileAsync(HttpContext context, IDbContextFactory<RegistryDbContext> databases, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account caller)
        {
            return NotAnAccount(context);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var user = await database.Users.AsNoTracking().SingleAsync(one => one.Id == caller.UserId, cancellationToken);
        var profile = new ProfileResponse(
            Tfa: false, user.UserName!, user.Name, user.Email ?? "", user.EmailConfirmed, user.CreatedAt, user.CreatedAt, CidrWhitelist: null);
        return NpmAnswers.Json(context, profile, NpmJson.Readable.ProfileResponse);
    }

    private static IResult RefuseProfile(PublicUrl publicUrl, HttpContext context) => GitLabResults.Refused(new Refusal(
        StatusCodes.Status403Forbidden, $"403 Forbidden - The profile is changed on the pages of {publicUrl.Of(context.Request)}, not by npm."));

    // owner add asks for it. An e-mail address is nobody's business.
    private static async Task<IResult> GetUserAsync(HttpContext context, string user, IDbContextFactory<RegistryDbContext> databases, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is Caller.Anonymous)
        {
            return GitLabResults.Refused(Refusal.Unauthorized);
        }

        var normalized = UserName(user).ToUpperInvariant();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().SingleOrDefaultAsync(one => one.NormalizedUserName == normalized, cancellationToken) is { } found
            ? NpmAnswers.Json(context, new UserResponse($"{UserPrefix}{found.UserName}", found.UserName!, ""), NpmJson.Readable.UserResponse)
            : GitLabResults.Refused(Refusal.NotFound("User"));
    }

    private static async Task<IResult> LoginAsync(HttpContext context, string user, SigningIn signingIn, CommandLineLogins logins, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context.Request, NpmJson.Readable.LoginBody, cancellationToken) is not { Password: { Length: > 0 } password } body)
        {
            return GitLabResults.Refused(Refusal.Parameter("password is missing"));
        }

        var name = UserName(user);
        if (body.Name is { } given && given != name)
        {
            return GitLabResults.Refused(Refusal.Parameter("name is invalid"));
        }

        var check = await signingIn.CheckAsync(name, password);
        if (check is not PasswordCheck.Right { User: var account })
        {
            return RefusedPassword(check, "The user name or the password is wrong.");
        }

        var token = await logins.IssueAsync(account, context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
        var response = new LoggedInResponse($"user '{account.UserName}' logged in", $"{UserPrefix}{account.UserName}", "_we_dont_use_revs_any_more", token.Secret);
        return NpmAnswers.Json(context, response, NpmJson.Readable.LoggedInResponse, StatusCodes.Status201Created);
    }

    private static async Task<IResult> BeginLoginAsync(HttpContext context, CommandLineLogins logins, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (WantsPassword(context.Request))
        {
            return GitLabResults.Refused(Refusal.NotFound("Login")); // upon which it asks for name and password
        }

        var client = context.Request.Headers.UserAgent.ToString();
        var begun = await logins.BeginAsync(client.Length > 0 ? client : "unknown", context.Connection.RemoteIpAddress?.ToString(), cancellationToken);
        if (begun is null)
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status429TooManyRequests, "429 Too Many Requests - Too many logins wait to be confirmed. Try again in ten minutes."));
        }

        var addresses = new LoginAddresses(
            $"{publicUrl.Of(context.Request)}/-/login/{begun.Confirm}", $"{RegistryAddress.Of(context, publicUrl)}/-/v1/login/{begun.Poll}");
        return NpmAnswers.Json(context, addresses, NpmJson.Readable.LoginAddresses);
    }

    // npm 8 asks for a browser even where it was told not to use one.
    private static bool WantsPassword(HttpRequest request) => request.Headers["npm-auth-type"] == "legacy";

    private static async Task<IResult> PollLoginAsync(HttpContext context, string word, CommandLineLogins logins, CancellationToken cancellationToken)
    {
        switch (await logins.PollAsync(word, context.Connection.RemoteIpAddress?.ToString(), cancellationToken))
        {
            case PolledLogin.Done done:
                return NpmAnswers.Json(context, new PolledTokenResponse(done.Token), NpmJson.Readable.PolledTokenResponse);
            case PolledLogin.Waiting:
                context.Response.Headers.RetryAfter = "1";
                return NpmAnswers.Json(context, new OkResponse(Ok: false), NpmJson.Readable.OkResponse, StatusCodes.Status202Accepted);
            default:
                return GitLabResults.Refused(new Refusal(StatusCodes.Status404NotFound, "404 Login Not Found", "The login is over. Begin again."));
        }
    }

    // Only the own: the token in the address must be one of the user who asks.
    private static async Task<IResult> LogoutAsync(HttpContext context, string token, ProjectDecisions decisions, TokenRevocation revocation, CancellationToken cancellationToken)
    {
        if (context.GetCaller() is not Caller.Account caller)
        {
            return NotAnAccount(context);
        }

        var known = await (await decisions.RequestAsync(context)).Reading.Access.FindTokenAsync(new PresentedSecret(token, TokenKind.Any), cancellationToken);
        return known is { Kind: TokenKind.Personal, Caller: Caller.Account owner } && owner.UserId == caller.UserId
            && await revocation.RevokeAsync(caller.UserId, known.Id, context.GetAuditSource(), cancellationToken)
            ? NpmAnswers.Json(context, new OkResponse(Ok: true), NpmJson.Readable.OkResponse)
            : GitLabResults.Refused(Refusal.NotFound("Token"));
    }

    /// <summary>Why a password was not enough.</summary>
    internal static IResult RefusedPassword(PasswordCheck check, string wrong) => GitLabResults.Refused(new Refusal(
        StatusCodes.Status401Unauthorized,
        "401 Unauthorized",
        check is PasswordCheck.NeedsCode
            ? "This account uses two-factor authentication: a password alone is not enough. Log in by the browser (npm login --auth-type=web), or make an access token on the registry's pages."
            : wrong));

    internal static IResult NotAnAccount(HttpContext context) => GitLabResults.Refused(context.GetCaller() is Caller.Anonymous
        ? Refusal.Unauthorized
        : new Refusal(StatusCodes.Status403Forbidden, "403 Forbidden - A deploy token or a job has no account: use a personal access token."));

    /// <summary>The body as JSON, or null if it is not what it should be. Nothing here is large.</summary>
    internal static async Task<T?> ReadAsync<T>(HttpRequest request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        const int longest = 64 * 1024;
        var body = new byte[longest];
        var length = await request.Body.ReadAtLeastAsync(body, longest, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return length < longest ? JsonSerializer.Deserialize(body.AsSpan(0, length), type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string UserName(string routeValue) =>
        routeValue.StartsWith(UserPrefix, StringComparison.Ordinal) ? routeValue[UserPrefix.Length..] : routeValue;
}
