using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Helm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>A registry on each engine, with a project of each visibility and everybody who might call.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    private static readonly (string Path, Visibility Visibility)[] Projects =
        [("public", Visibility.Public), ("internal", Visibility.Internal), ("private", Visibility.Private)];

    private readonly Dictionary<DatabaseEngine, RunningRegistry> _registries = [];
    private readonly Dictionary<(DatabaseEngine, string Caller, string Project), string?> _tokens = [];
    private readonly Dictionary<(DatabaseEngine, string Project), long> _ids = [];

    private readonly Dictionary<(DatabaseEngine, string Project), long> _groupIds = [];

    internal RunningRegistry On(DatabaseEngine engine) => _registries[engine];

    internal string? TokenOf(DatabaseEngine engine, string caller, string project) => _tokens[(engine, caller, project)];

    /// <summary>The number of the project, or of none for <c>unknown</c>.</summary>
    internal long IdOf(DatabaseEngine engine, string project) => _ids.GetValueOrDefault((engine, project), 999_999);

    /// <summary>The number of the group that the project lies in, or of none for <c>unknown</c>.</summary>
    internal long GroupIdOf(DatabaseEngine engine, string project) => _groupIds.GetValueOrDefault((engine, project), 999_999);

    public async Task InitializeAsync()
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            _registries[engine] = await RunningRegistry.StartAsync(engine);
            await FillAsync(engine, _registries[engine]);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var registry in _registries.Values)
        {
            await registry.DisposeAsync();
        }
    }

    private async Task FillAsync(DatabaseEngine engine, RunningRegistry registry)
    {
        var other = await registry.CreateProjectAsync("elsewhere/project");
        var roles = new Dictionary<string, (User User, AccessLevel Level)>();
        foreach (var level in (AccessLevel[])[AccessLevel.Guest, AccessLevel.Reporter, AccessLevel.Developer, AccessLevel.Maintainer, AccessLevel.Owner])
        {
            roles[level.ToString().ToLowerInvariant()] = (await registry.CreateUserAsync(level.ToString()), level);
        }

        var stranger = await registry.CreateUserAsync("stranger");
        var admin = await registry.CreateUserAsync("root", isAdmin: true);
        var inheriting = await registry.CreateUserAsync("inheriting");
        var groupMaintainer = await registry.CreateUserAsync("group-maintainer");
        var groupOwner = await registry.CreateUserAsync("group-owner");
        var lapsed = await registry.CreateUserAsync("lapsed");
        var blocked = await registry.CreateUserAsync("blocked");
        foreach (var (path, visibility) in Projects)
        {
            var fullPath = $"acme/{path}/charts";
            var id = _ids[(engine, path)] = await registry.CreateProjectAsync(fullPath, visibility);
            _groupIds[(engine, path)] = await GroupAsync(registry, $"acme/{path}");
            foreach (var (name, (user, level)) in roles)
            {
                await registry.AddMemberAsync(fullPath, user, level);
                Set(name, await registry.CreateTokenAsync(user));
            }

            await registry.AddMemberAsync($"acme/{path}", inheriting, AccessLevel.Developer);
            await registry.AddMemberAsync(fullPath, inheriting, AccessLevel.Guest);
            await registry.AddMemberAsync($"acme/{path}", groupMaintainer, AccessLevel.Maintainer);
            await registry.AddMemberAsync($"acme/{path}", groupOwner, AccessLevel.Owner);
            await registry.AddMemberAsync(fullPath, lapsed, AccessLevel.Developer);
            await registry.AddMemberAsync(fullPath, blocked, AccessLevel.Developer);
            var developer = roles["developer"].User;
            Set("anonymous", null);
            Set("bad token", "regpat_000000000000000000000000000000000000");
            Set("stranger", await registry.CreateTokenAsync(stranger));
            Set("admin", await registry.CreateTokenAsync(admin));
            Set("group developer", await registry.CreateTokenAsync(inheriting));
            Set("group maintainer", await registry.CreateTokenAsync(groupMaintainer));
            Set("group owner", await registry.CreateTokenAsync(groupOwner));
            Set("maintainer read_api", await registry.CreateTokenAsync(roles["maintainer"].User, TokenScopes.ReadApi));
            Set("admin read_api", await registry.CreateTokenAsync(admin, TokenScopes.ReadApi));
            Set("lapsed developer", await registry.CreateTokenAsync(lapsed));
            Set("blocked developer", await registry.CreateTokenAsync(blocked));
            Set("read_api", await registry.CreateTokenAsync(developer, TokenScopes.ReadApi));
            Set("read packages", await registry.CreateTokenAsync(developer, TokenScopes.ReadPackageRegistry));
            Set("write packages", await registry.CreateTokenAsync(developer, TokenScopes.WritePackageRegistry));
            Set("bound here", await registry.CreateTokenAsync(developer, TokenScopes.Api, id));
            Set("bound elsewhere", await registry.CreateTokenAsync(developer, TokenScopes.Api, other));
            Set("admin bound elsewhere", await registry.CreateTokenAsync(admin, TokenScopes.Api, other));
            Set("revoked", await registry.CreateTokenAsync(developer));
            Set("expired", await registry.CreateTokenAsync(developer));
            Set("deploy read", await registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, id));
            Set("deploy write", await registry.CreateDeployTokenAsync(TokenScopes.WritePackageRegistry, id));
            Set("deploy group", await registry.CreateDeployTokenAsync(TokenScopeNames.Deploy, groupId: _groupIds[(engine, path)]));
            Set("deploy elsewhere", await registry.CreateDeployTokenAsync(TokenScopeNames.Deploy, other));
            Set("deploy revoked", await registry.CreateDeployTokenAsync(TokenScopeNames.Deploy, id));
            Set("job", await registry.OpenJobAsync(id, developer));
            Set("job of a maintainer", await registry.OpenJobAsync(id, roles["maintainer"].User));
            Set("job of a reporter", await registry.OpenJobAsync(id, roles["reporter"].User));
            Set("job of a stranger", await registry.OpenJobAsync(id, stranger));
            Set("job elsewhere", await registry.OpenJobAsync(other, developer));
            Set("job elsewhere of a stranger", await registry.OpenJobAsync(other, stranger));
            Set("job over", await registry.OpenJobAsync(id, developer));
            Set("job lease over", await registry.OpenJobAsync(id, developer));
            await EndAsync(registry, path);
            var uploaded = await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package(), TokenOf(engine, "developer", path));
            Assert.Equal(201, uploaded.Status);

            void Set(string caller, string? token) => _tokens[(engine, caller, path)] = token;
        }

        foreach (var (_, caller, _) in _tokens.Keys.ToList())
        {
            _tokens[(engine, caller, "unknown")] = _tokens[(engine, caller, "public")];
        }

        await using var database = registry.Open();
        (await database.Users.SingleAsync(user => user.Id == blocked.Id)).BlockedAt = DateTimeOffset.UtcNow;
        foreach (var membership in await database.Memberships.Where(m => m.UserId == lapsed.Id).ToListAsync())
        {
            membership.ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1);
        }

        await database.SaveChangesAsync();

        async Task EndAsync(RunningRegistry of, string path)
        {
            await using var rows = of.Open();
            var now = DateTimeOffset.UtcNow;
            var (revoked, expired) = (Digest("revoked", path), Digest("expired", path));
            (await rows.PersonalAccessTokens.SingleAsync(token => token.Digest == revoked)).RevokedAt = now;
            (await rows.PersonalAccessTokens.SingleAsync(token => token.Digest == expired)).ExpiresAt = now;
            var (deploy, over, lease) = (Digest("deploy revoked", path), Digest("job over", path), Digest("job lease over", path));
            (await rows.DeployTokens.SingleAsync(token => token.Digest == deploy)).RevokedAt = now;
            (await rows.Jobs.SingleAsync(job => job.TokenDigest == over)).Status = BuildStatus.Success;
            (await rows.Jobs.SingleAsync(job => job.TokenDigest == lease)).LeaseEndsAt = now;
            await rows.SaveChangesAsync();
        }

        byte[] Digest(string caller, string path) => TokenSecret.Digest(_tokens[(engine, caller, path)]!);
    }

    private static async Task<long> GroupAsync(RunningRegistry registry, string fullPath)
    {
        await using var database = registry.Open();
        return (await database.Groups.SingleAsync(group => group.FullPath == fullPath)).Id;
    }
}
