using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Accounts;

/// <summary>What the API asks of accounts.</summary>
internal sealed class UserQueries(IDbContextFactory<RegistryDbContext> databases)
{
    public async Task<Paged<UserRow>> ListAsync(OffsetPage page, UserFilter filter, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await page.ReadAsync(Rows(Ordered(Filtered(database, filter), filter), database), cancellationToken);
    }

    public async Task<UserRow?> FindAsync(long userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Rows(database.Users.AsNoTracking().Where(user => user.Id == userId), database).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<User> Filtered(RegistryDbContext database, UserFilter filter)
    {
        var users = database.Users.AsNoTracking();
        if (filter.UserName?.ToUpperInvariant() is { } name)
        {
            users = users.Where(user => user.NormalizedUserName == name);
        }

        if (filter.Search?.ToLowerInvariant() is { } part)
        {
            users = users.Where(user => user.UserName!.ToLower().Contains(part) || user.Name.ToLower().Contains(part)
                || (filter.SearchesEmail && user.Email!.ToLower().Contains(part)));
        }

        if (filter.IsActive)
        {
            users = users.Where(user => user.BlockedAt == null);
        }

        return filter.IsBlocked ? users.Where(user => user.BlockedAt != null) : users;
    }

    private static IQueryable<User> Ordered(IQueryable<User> users, UserFilter filter) => (filter.Order, filter.Descending) switch
    {
        (UserOrder.Name, true) => users.OrderByDescending(user => user.Name).ThenByDescending(user => user.Id),
        (UserOrder.Name, false) => users.OrderBy(user => user.Name).ThenBy(user => user.Id),
        (UserOrder.UserName, true) => users.OrderByDescending(user => user.UserName),
        (UserOrder.UserName, false) => users.OrderBy(user => user.UserName),
        (UserOrder.CreatedAt, true) => users.OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id),
        (UserOrder.CreatedAt, false) => users.OrderBy(user => user.CreatedAt).ThenBy(user => user.Id),
        (_, true) => users.OrderByDescending(user => user.Id),
        _ => users.OrderBy(user => user.Id),
    };

    private static IQueryable<UserRow> Rows(IQueryable<User> users, RegistryDbContext database) => users.Select(user => new UserRow(
        user, database.Groups.Where(group => group.UserId == user.Id).Select(group => (long?)group.Id).FirstOrDefault()));
}

/// <summary>An account and its personal namespace.</summary>
internal sealed record UserRow(User User, long? NamespaceId);

/// <summary>Which accounts are asked for, and in which order.</summary>
/// <param name="SearchesEmail">Whether the search looks at addresses too, which only administrators see.</param>
internal sealed record UserFilter(
    string? Search, bool SearchesEmail, string? UserName, bool IsActive, bool IsBlocked, UserOrder Order, bool Descending);

internal enum UserOrder
{
    Id = 0,
    Name,
    UserName,
    CreatedAt,
}
