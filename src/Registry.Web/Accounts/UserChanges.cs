using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Accounts;

/// <summary>Changes accounts. There is always an administrator who can sign in.</summary>
internal sealed class UserChanges(UserManager<User> users, RegistryDbContext database, TimeProvider time)
{
    /// <summary>Changes what the change names. Another password ends the sessions that began with the former.</summary>
    public async Task<UserChangeResult> ChangeAsync(long userId, UserChange change, AuditSource by, CancellationToken cancellationToken)
    {
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await users.FindByIdAsync($"{userId}") is not { } user)
        {
            return new UserChangeResult.NotFound();
        }

        if (user.IsAdmin && change.IsAdmin == false && await Administrators.IsLastAsync(database, user, cancellationToken))
        {
            return new UserChangeResult.LastAdministrator();
        }

        var before = Words(user);
        var made = await ApplyAsync(user, change);
        if (!made.Succeeded)
        {
            var fault = made.Errors.First();
            return new UserChangeResult.Invalid(UserFields.Of(fault), fault.Description, UserFields.IsTaken(fault));
        }

        if (change.Password is not null)
        {
            // The account's row has moved the stamp.
            await database.UserSessions.Where(session => session.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        }

        if (change.Name is not null)
        {
            await database.Groups.Where(own => own.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(own => own.Name, user.Name), cancellationToken);
        }

        database.AuditEvents.Add(by.Event(
            time.GetUtcNow(), "user.update", user.UserName!, before: before, after: Words(user) + (change.Password is null ? "" : ", another password")));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new UserChangeResult.Changed();
    }

    /// <summary>Blocks the account, which ends its sessions for good, or lets it in again. Who is blocked already stays so from the former moment on.</summary>
    public async Task<UserChangeResult> BlockAsync(long userId, bool isBlocked, AuditSource by, CancellationToken cancellationToken)
    {
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(one => one.Id == userId, cancellationToken) is not { } user)
        {
            return new UserChangeResult.NotFound();
        }

        if (isBlocked && await Administrators.IsLastAsync(database, user, cancellationToken))
        {
            return new UserChangeResult.LastAdministrator();
        }

        if (isBlocked == user.BlockedAt is null)
        {
            var now = time.GetUtcNow();
            user.BlockedAt = isBlocked ? now : null;
            database.AuditEvents.Add(by.Event(now, isBlocked ? "user.block" : "user.unblock", user.UserName!));
            if (isBlocked)
            {
                user.SecurityStamp = $"{Guid.NewGuid():N}"; // ends a session too that somebody is just beginning
                if (await database.UserSessions.Where(session => session.UserId == userId).ExecuteDeleteAsync(cancellationToken) is > 0 and var ended)
                {
                    database.AuditEvents.Add(by.Event(now, "session.end", $"{(ended == 1 ? "a session" : $"{ended} sessions")} of {user.UserName}"));
                }
            }

            await database.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return new UserChangeResult.Changed();
    }

    private static string Words(User user) => $"{user.Name} <{user.Email}>{(user.IsAdmin ? ", administrator" : "")}";

    private async Task<IdentityResult> ApplyAsync(User user, UserChange change)
    {
        user.Name = change.Name ?? user.Name;
        user.Email = change.Email ?? user.Email;
        user.IsAdmin = change.IsAdmin ?? user.IsAdmin;
        if (change.Password is null)
        {
            return await users.UpdateAsync(user);
        }

        foreach (var rule in users.PasswordValidators)
        {
            if (await rule.ValidateAsync(users, user, change.Password) is { Succeeded: false } refused)
            {
                return refused;
            }
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, change.Password);
        return await users.UpdateSecurityStampAsync(user);
    }
}

/// <summary>What is to be another; what is null stays.</summary>
internal sealed record UserChange(string? Name, string? Email, string? Password, bool? IsAdmin)
{
    public override string ToString() => "a change"; // a record would print the password
}

/// <summary>What came of changing an account.</summary>
internal abstract record UserChangeResult
{
    private UserChangeResult()
    {
    }

    public sealed record Changed : UserChangeResult;

    public sealed record NotFound : UserChangeResult;

    /// <summary>Nobody else could administer the server.</summary>
    public sealed record LastAdministrator : UserChangeResult;

    /// <param name="Field">In the API's words.</param>
    /// <param name="Reason">A sentence.</param>
    /// <param name="IsTaken">Somebody else has it.</param>
    public sealed record Invalid(string Field, string Reason, bool IsTaken) : UserChangeResult;
}
