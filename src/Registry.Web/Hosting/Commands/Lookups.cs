using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Web.Projects;
using Registry.Web.Tokens;

namespace Registry.Web.Hosting.Commands;

/// <summary>Finds what a command names, or says that it is not there.</summary>
internal static class Lookups
{
    public static async Task<long> UserAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContextAsync(cancellationToken);
        var key = name.ToUpperInvariant();
        return await database.Users.Where(user => user.NormalizedUserName == key).Select(user => (long?)user.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw new OperatorException($"There is no user '{name}'.");
    }

    public static async Task<Route> RouteAsync(IServiceProvider services, string fullPath, CancellationToken cancellationToken) =>
        await services.GetRequiredService<ProjectQueries>().FindRouteAsync(fullPath, cancellationToken)
            ?? throw new OperatorException($"There is no project or group '{fullPath}'.");

    public static async Task<long> ProjectAsync(IServiceProvider services, string fullPath, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<ProjectQueries>().FindRouteAsync(fullPath, cancellationToken))?.ProjectId
            ?? throw new OperatorException($"There is no project '{fullPath}'.");

    public static TokenScopes Scopes(string text, TokenScopes allowed) =>
        TokenScopeNames.Parse(text, allowed)
            ?? throw new OperatorException($"'{text}' are no scopes: give one or more of {string.Join(", ", TokenScopeNames.Names(allowed))}, separated by commas.");
}
