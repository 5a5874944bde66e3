using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Accounts;

/// <summary>What people change of their own accounts.</summary>
internal sealed class OwnAccount(UserManager<User> users, SigningIn signingIn, RegistryDbContext database, Sessions sessions, TimeProvider time)
{
    public async Task<OwnProfile> ProfileAsync(long userId)
    {
        var user = await users.FindByIdAsync($"{userId}") ?? throw new InvalidOperationException("Who is signed in has an account.");
        return new OwnProfile(user.UserName!, user.Name, user.Email ?? "", user.CreatedAt);
    }

    /// <summary>Puts another password in the place of the present one, and ends all sessions but this. What is wrong, or nothing.</summary>
    public async Task<IReadOnlyList<string>> ChangePasswordAsync(long userId, string current, string wanted, long? sessionId, AuditSource by, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync($"{userId}") is not { } user || !await signingIn.IsPasswordOfAsync(user, current))
        {
            return ["The current password is wrong."];
        }

        var changed = await users.ChangePasswordAsync(user, current, wanted);
        if (!changed.Succeeded)
        {
            return [.. changed.Errors.Select(error => error.Description)];
        }

        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "password.change", user.UserName!));
        await database.SaveChangesAsync(cancellationToken);
        await sessions.EndOthersAsync(userId, sessionId, by, cancellationToken);
        await signingIn.GoOnAsync(user);
        return [];
    }

    /// <summary>Changes the name, and the address too if the password is right. What is wrong, or nothing.</summary>
    public async Task<IReadOnlyList<string>> ChangeProfileAsync(long userId, string name, string email, string password, AuditSource by, CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync($"{userId}") ?? throw new InvalidOperationException("Who is signed in has an account.");
        var movesAddress = !string.Equals(user.Email, email, StringComparison.OrdinalIgnoreCase);
        if (movesAddress && !await signingIn.IsPasswordOfAsync(user, password))
        {
            return ["To change the e-mail address, give your password."];
        }

        var before = $"{user.Name} <{user.Email}>";
        (user.Name, user.Email) = (name, email);
        var changed = await users.UpdateAsync(user);
        if (!changed.Succeeded)
        {
            return [.. changed.Errors.Select(error => error.Description)];
        }

        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.Groups.Where(own => own.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(own => own.Name, user.Name), cancellationToken);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "user.update", user.UserName!, before: before, after: $"{user.Name} <{user.Email}>"));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return [];
    }
}

public sealed record OwnProfile(string UserName, string Name, string Email, DateTimeOffset CreatedAt);
