using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Web.Projects;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>
/// What somebody before a page that stays connected may see. It is decided as the page connects, and again before whatever they do
/// there: their session may have ended, and their rights.
/// </summary>
internal sealed class OpenPage(
    AccessReader access, ProjectDecisions decisions, AuthenticationStateProvider states, IDbContextFactory<RegistryDbContext> databases,
    IOptions<IdentityOptions> identity, OpenPageCount count) : CircuitHandler
{
    private (long ProjectId, ProjectPermission Permission, long? SessionId, Action Lost)? _entered;
    private long? _sessionAsOf;
    private bool _isCounted;

    /// <summary>Lets the page into a project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="permission">What the page shows there.</param>
    /// <param name="sessionId">The browser's session as the page was rendered; null for nobody in particular.</param>
    /// <param name="lost">Called once, when that is allowed no longer: nothing may be shown any more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PageEntry> EnterAsync(long projectId, ProjectPermission permission, long? sessionId, Action lost, CancellationToken cancellationToken)
    {
        if (!_isCounted)
        {
            return new PageEntry.Full();
        }

        var entry = await DecideAsync(projectId, permission, sessionId, cancellationToken);
        if (entry is PageEntry.Entered)
        {
            _entered = (projectId, permission, sessionId, lost);
        }

        return entry;
    }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isCounted = count.TryEnter();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_isCounted)
        {
            _isCounted = false;
            count.Leave();
        }

        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (_entered is { } entered && await DecideAsync(entered.ProjectId, entered.Permission, entered.SessionId, CancellationToken.None) is not PageEntry.Entered)
        {
            _entered = null;
            entered.Lost();
        }

        await next(activity);
    };

    private async Task<PageEntry> DecideAsync(long projectId, ProjectPermission permission, long? sessionId, CancellationToken cancellationToken)
    {
        var reading = await access.ReadAsync(cancellationToken);
        if (await CallerAsync(reading, sessionId, cancellationToken) is not { } caller)
        {
            return new PageEntry.Refused();
        }

        var request = new RequestCaller(caller, reading, HasBadCredentials: false);
        var project = (await reading.Access.FindProjectAsync(new ProjectRef(projectId, null), cancellationToken))?.Project;
        return await decisions.DecideAsync(request, project, permission, cancellationToken) == AccessDenial.None
            ? new PageEntry.Entered(request, project!)
            : new PageEntry.Refused();
    }

    // Null where somebody was signed in and is no longer. The session must be that of who connected: the page may be shown again by another.
    private async Task<Caller?> CallerAsync(AccessReading reading, long? sessionId, CancellationToken cancellationToken)
    {
        var principal = (await states.GetAuthenticationStateAsync()).User;
        if (principal.Identity?.IsAuthenticated != true)
        {
            return sessionId is null ? Caller.Anonymous.Instance : null;
        }

        return sessionId is { } session && long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
            && await reading.Access.FindUserAsync(userId, cancellationToken) is { IsBlocked: false } user
            && user.SecurityStamp == principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)
            && await IsOpenAsync(session, userId, reading.Access.Stamp, cancellationToken)
                ? new Caller.Account(user.Id, user.UserName, user.IsAdmin, TokenScopes.Api)
                : null;
    }

    // Ending a session moves the stamp.
    private async Task<bool> IsOpenAsync(long sessionId, long userId, long stamp, CancellationToken cancellationToken)
    {
        if (_sessionAsOf == stamp)
        {
            return true;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (!await database.UserSessions.AnyAsync(session => session.Id == sessionId && session.UserId == userId, cancellationToken))
        {
            return false;
        }

        _sessionAsOf = stamp;
        return true;
    }
}

/// <summary>Whether a page that stays connected may show something of a project.</summary>
internal abstract record PageEntry
{
    private PageEntry()
    {
    }

    public sealed record Entered(RequestCaller Request, KnownProject Project) : PageEntry;

    public sealed record Refused : PageEntry;

    /// <summary>As many pages are connected as the server takes.</summary>
    public sealed record Full : PageEntry;
}

/// <summary>How many pages are connected: each takes memory for as long as it is.</summary>
internal sealed class OpenPageCount
{
    private const int Most = 500;

    private int _count;

    /// <summary>False if there are as many as the server takes.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
