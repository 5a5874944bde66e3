using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Projects;

namespace Registry.Web.Accounts;

/// <summary>Makes an account together with its personal namespace.</summary>
internal sealed class UserCreation(UserManager<User> users, RegistryDbContext database, TimeProvider time)
{
    /// <summary>Why nobody can have the user name, in a sentence; null if somebody can.</summary>
    public static string? NameFault(string userName) =>
        userName.Contains('/') ? "The user name cannot hold a slash."
        : PathGrammar.Fault(userName) is { } fault ? $"The user name cannot be used: {fault}"
        : null;

    /// <summary>
    /// Makes the account. <paramref name="by"/> is who made it; null for somebody who makes the own.
    /// <paramref name="onlyAsFirstAdministrator"/> refuses if there is an administrator already, whoever else tries at once.
    /// </summary>
    public async Task<UserCreationResult> CreateAsync(NewUser user, AuditSource? by, bool onlyAsFirstAdministrator, CancellationToken cancellationToken)
    {
        if (NameFault(user.UserName) is { } fault)
        {
            return new UserCreationResult.Invalid([fault], UserFields.UserName);
        }

        var row = new User
        {
            UserName = user.UserName,
            Email = user.Email,
            EmailConfirmed = true,
            Name = user.Name ?? user.UserName,
            IsAdmin = user.IsAdmin,
            CreatedAt = time.GetUtcNow(),
            LockoutEnabled = true,
        };
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken);
        if (onlyAsFirstAdministrator && await database.Users.AnyAsync(other => other.IsAdmin, cancellationToken))
        {
            return new UserCreationResult.Closed();
        }

        if (await NamespaceRows.FindAsync(database, user.UserName, cancellationToken) is not null)
        {
            return new UserCreationResult.Invalid([$"The name '{user.UserName}' is taken."], UserFields.UserName, IsTaken: true);
        }

        try
        {
            var made = await users.CreateAsync(row, user.Password);
            if (!made.Succeeded)
            {
                return new UserCreationResult.Invalid([.. made.Errors.Select(error => error.Description)], UserFields.Of(made.Errors.First()), UserFields.IsTaken(made.Errors.First()));
            }

            await NamespaceRows.AddAsync(
                database,
                new Group
                {
                    UserId = row.Id,
                    Path = user.UserName,
                    FullPath = user.UserName,
                    Name = row.Name,
                    Visibility = Visibility.Public,
                    CreatedAt = row.CreatedAt,
                },
                cancellationToken);
            database.AuditEvents.Add((by ?? new AuditSource(new Actor { Kind = ActorKind.User, Id = row.Id, Name = user.UserName }, Address: user.MadeFrom)).Event(
                row.CreatedAt, "user.create", user.UserName, after: user.IsAdmin ? $"{user.Email}, administrator" : user.Email));
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return new UserCreationResult.Invalid([$"The name '{user.UserName}' or the address '{user.Email}' is taken."], UserFields.UserName, IsTaken: true);
        }

        await write.CommitAsync(cancellationToken);
        return new UserCreationResult.Created(row);
    }
}

/// <summary>What an account is to be.</summary>
/// <param name="Name">The name that pages show; null for the user name.</param>
internal sealed record NewUser(string UserName, string Email, string Password, bool IsAdmin, string? Name = null)
{
    /// <summary>The network address it is made from, by somebody who makes the own.</summary>
    public string? MadeFrom { get; init; }

    public override string ToString() => UserName; // a record would print the password
}

/// <summary>What came of making an account.</summary>
internal abstract record UserCreationResult
{
    private UserCreationResult()
    {
    }

    public sealed record Created(User User) : UserCreationResult;

    /// <param name="Reasons">Sentences.</param>
    /// <param name="Field">What the first is about, in the API's words.</param>
    /// <param name="IsTaken">Somebody else has it.</param>
    public sealed record Invalid(IReadOnlyList<string> Reasons, string Field, bool IsTaken = false) : UserCreationResult;

    /// <summary>There is an administrator already.</summary>
    public sealed record Closed : UserCreationResult;
}
