using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Accounts;

/// <summary>
/// Lets a command line sign in by way of a browser: it begins a login, a person confirms it on a page, and the command line, which
/// has asked all the while, is handed a token once. Of the two words that open a login only digests are kept.
/// </summary>
internal sealed class CommandLineLogins(IDbContextFactory<RegistryDbContext> databases, TokenIssuer tokens, TimeProvider time)
{
    private const string ConfirmPrefix = "confirm_";
    private const string PollPrefix = "poll_";
    private const int LongestClient = 200;
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What a token may do that a command line was given for itself.</summary>
    public static readonly TokenScopes Scopes = TokenScopes.ReadPackageRegistry | TokenScopes.WritePackageRegistry;

    /// <summary>Begins a login, or null while too many are waiting. Both words work for ten minutes.</summary>
    public async Task<BegunLogin?> BeginAsync(string client, string? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (confirm, poll) = (TokenSecret.Create(ConfirmPrefix), TokenSecret.Create(PollPrefix));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.LoginRequests.Where(login => login.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        if (await database.LoginRequests.CountAsync(cancellationToken) >= MostWaiting)
        {
            await write.CommitAsync(cancellationToken);
            return null;
        }

        database.LoginRequests.Add(new LoginRequest
        {
            ConfirmDigest = TokenSecret.Digest(confirm),
            PollDigest = TokenSecret.Digest(poll),
            Client = client.Length > LongestClient ? client[..LongestClient] : client,
            Address = address,
            CreatedAt = now,
            ExpiresAt = now + Patience,
        });
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new BegunLogin(confirm, poll);
    }

    /// <summary>The login that the word confirms, or null if it is none, is over or was confirmed already.</summary>
    public async Task<LoginRequest?> FindAsync(string confirm, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Waiting(database, confirm).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Lets the command line have a token of the user; false if the login is over or was confirmed already.</summary>
    public async Task<bool> ConfirmAsync(string confirm, long userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var confirmed = await Waiting(database, confirm).ExecuteUpdateAsync(set => set.SetProperty(login => login.UserId, userId), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return confirmed > 0;
    }

    /// <summary>How the login stands. Once it is confirmed, the first to ask takes the token.</summary>
    public async Task<PolledLogin> PollAsync(string poll, string? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var digest = TokenSecret.Digest(poll);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var logins = database.LoginRequests.Where(login => login.PollDigest == digest && login.ExpiresAt > now && login.CompletedAt == null);
        var found = await logins.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found?.UserId is not { } userId)
        {
            return found is null ? new PolledLogin.Over() : new PolledLogin.Waiting();
        }

        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId && user.BlockedAt == null, cancellationToken) is not { } user)
        {
            return new PolledLogin.Over();
        }

        await using (var write = await database.BeginWriteAsync(cancellationToken))
        {
            if (await logins.ExecuteUpdateAsync(set => set.SetProperty(login => login.CompletedAt, now), cancellationToken) == 0)
            {
                return new PolledLogin.Over();
            }

            await write.CommitAsync(cancellationToken);
        }

        return new PolledLogin.Done((await IssueAsync(user, address, cancellationToken)).Secret);
    }

    /// <summary>A token for a command line whose user gave the password.</summary>
    public Task<IssuedToken> IssueAsync(User user, string? address, CancellationToken cancellationToken) => tokens.IssuePersonalAsync(
        user.Id,
        new NewToken($"npm login {time.GetUtcNow():yyyy-MM-dd HH:mm}", Scopes),
        boundTo: null,
        new AuditSource(new Actor { Kind = ActorKind.User, Id = user.Id, Name = user.UserName! }, Address: address),
        cancellationToken);

    private IQueryable<LoginRequest> Waiting(RegistryDbContext database, string confirm)
    {
        var now = time.GetUtcNow();
        var digest = TokenSecret.Digest(confirm);
        return database.LoginRequests.Where(login => login.ConfirmDigest == digest && login.ExpiresAt > now && login.UserId == null);
    }
}

/// <summary>The words of a login: one for the person's page, one for the command line to ask with.</summary>
internal sealed record BegunLogin(string Confirm, string Poll)
{
    public override string ToString() => "a login"; // a record would print the words
}

/// <summary>How a login stands.</summary>
internal abstract record PolledLogin
{
    private PolledLogin()
    {
    }

    public sealed record Waiting : PolledLogin;

    public sealed record Done(string Token) : PolledLogin
    {
        public override string ToString() => "a token"; // a record would print the token
    }

    /// <summary>There is none such, it is too late, or the token was taken.</summary>
    public sealed record Over : PolledLogin;
}
