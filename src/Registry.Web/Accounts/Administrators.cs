using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Accounts;

internal static class Administrators
{
    /// <summary>Whether nobody could administer the server but for this user. True among writers who take turns.</summary>
    public static async Task<bool> IsLastAsync(RegistryDbContext database, User user, CancellationToken cancellationToken) =>
        user is { IsAdmin: true, BlockedAt: null }
        && !await database.Users.AnyAsync(other => other.Id != user.Id && other.IsAdmin && other.BlockedAt == null, cancellationToken);
}
