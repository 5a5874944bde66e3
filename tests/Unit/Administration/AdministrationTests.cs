using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Pipelines;
using Registry.Web.Administration;
using Registry.Web.Http;
using Registry.Web.Packages;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Administration;

/// <summary>What the pages for administrators ask.</summary>
public sealed class AdministrationTests
{
    private static readonly OffsetPage First = new(1, 20);

    [Theory, EveryEngine]
    public async Task Tokens_are_found_by_name_owner_and_what_may_be_wrong_with_them(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (jane, sten) = (await registry.CreateUserAsync("jane"), await registry.CreateUserAsync("sten"));
        var project = await registry.CreateProjectAsync("acme/web");
        foreach (var (user, name) in new[] { (jane, "old"), (jane, "soon"), (sten, "endless"), (sten, "over"), (sten, "revoked") })
        {
            await registry.CreateTokenAsync(user);
            await registry.ChangeRowsAsync(database =>
            {
                var token = database.PersonalAccessTokens.Single(one => one.Name == "tests");
                token.Name = name;
                token.ExpiresAt = name switch { "endless" => null, "soon" => DateTimeOffset.UtcNow.AddDays(3), "over" => DateTimeOffset.UtcNow.AddDays(-3), _ => DateTimeOffset.UtcNow.AddDays(200) };
                token.CreatedAt = name is "old" ? DateTimeOffset.UtcNow.AddDays(-100) : token.CreatedAt;
                token.RevokedAt = name is "revoked" ? DateTimeOffset.UtcNow : null;
                return Task.CompletedTask;
            });
        }

        await registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, project);
        var inventory = registry.Services.GetRequiredService<TokenInventory>();
        foreach (var (question, expected) in new[]
        {
            (new TokenQuestion(null, TokenState.Any), "over endless soon old"),
            (new TokenQuestion("STEN", TokenState.Any), "over endless"),
            (new TokenQuestion("oo", TokenState.Any), "soon"),
            (new TokenQuestion(null, TokenState.Any, jane.Id), "soon old"),
            (new TokenQuestion(null, TokenState.LongUnused), "old"),
            (new TokenQuestion(null, TokenState.ExpiresSoon), "soon"),
            (new TokenQuestion(null, TokenState.NeverExpires), "endless"),
            (new TokenQuestion(null, TokenState.Expired), "over"),
        })
        {
            var found = await inventory.ListPersonalAsync(question, First, CancellationToken.None);
            Assert.Equal((expected, found.Rows.Count), (string.Join(' ', found.Rows.Select(token => token.Name)), (int)found.Total!));
        }

        var deploy = Assert.Single((await inventory.ListDeployAsync(new TokenQuestion("gitlab+", TokenState.Any), First, CancellationToken.None)).Rows);
        Assert.Equal(("tests", "acme/web", project), (deploy.Name, deploy.Place, deploy.ProjectId));
        Assert.Empty((await inventory.ListDeployAsync(new TokenQuestion(null, TokenState.LongUnused), First, CancellationToken.None)).Rows);
    }

    [Theory, EveryEngine]
    public async Task Everything_is_counted_and_listed(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var jane = await registry.CreateUserAsync("jane", isAdmin: true);
        await registry.CreateProjectAsync("acme/tools/charts", Visibility.Public);
        await registry.CreateProjectAsync("acme/vault");
        await registry.AddMemberAsync("acme", jane, AccessLevel.Owner);
        var lists = registry.Services.GetRequiredService<InstanceLists>();

        var counts = await registry.Services.GetRequiredService<InstanceCounts>().ReadAsync(CancellationToken.None);

        Assert.Equal(new InstanceSummary(1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 0), counts);
        Assert.Equal("acme 2 1, acme/tools 1 0", Told(await lists.ListGroupsAsync(null, personal: false, First, CancellationToken.None)));
        Assert.Equal("acme/tools 1 0", Told(await lists.ListGroupsAsync("TOOL", personal: false, First, CancellationToken.None)));
        Assert.Equal("jane 0 0", Told(await lists.ListGroupsAsync(null, personal: true, First, CancellationToken.None)));
        var projects = await lists.ListProjectsAsync(null, null, First, CancellationToken.None);
        Assert.Equal(["acme/tools/charts", "acme/vault"], projects.Rows.Select(project => project.FullPath));
        Assert.Equal("acme/vault", Assert.Single((await lists.ListProjectsAsync(null, Visibility.Private, First, CancellationToken.None)).Rows).FullPath);

        static string Told(Paged<GroupLine> page) => string.Join(", ", page.Rows.Select(group => $"{group.FullPath} {group.Projects} {group.Members}"));
    }

    [Theory, EveryEngine]
    public async Task The_server_tells_how_it_is(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var report = registry.Services.GetRequiredService<HealthReport>();
        Assert.Null((await report.ReadAsync(CancellationToken.None)).LastSweep);
        await registry.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);

        var health = await report.ReadAsync(CancellationToken.None);
        var room = await registry.Services.GetRequiredService<StorageReport>().ReadAsync(CancellationToken.None);

        Assert.Equal((engine, true, true, registry.DataDirectory), (health.Engine, health.Database.Answers, health.CanWrite, health.DataDirectory));
        Assert.True(health.Database is { Size: > 0, Migrations: > 0, Schema: not null });
        Assert.Equal(engine == DatabaseEngine.Sqlite, health.Database.Log is not null);
        Assert.Equal(SweepReport.Nothing, health.LastSweep!.Report);
        Assert.True(health.DiskFree > 0 && health.Memory > 0);
        Assert.Equal(new StoredRoom(0, 0, 0, 0, 0, 0, null), room);
    }

    [Fact]
    public async Task A_setting_tells_its_value_what_is_usual_and_where_it_comes_from_and_keeps_secrets()
    {
        await using var registry = await RunningRegistry.StartAsync(
            DatabaseEngine.PostgreSql, "--Registry:Packages:TrashDays=3", "--Registry:KnownProxies:0=10.0.0.7");

        var lines = registry.Services.GetRequiredService<SettingsReport>().Read();

        Assert.Equal(new SettingLine("Registry:Packages", "TrashDays", "3", "7", SettingSource.CommandLine), lines.Single(line => line.Key == "TrashDays"));
        Assert.Equal(new SettingLine("Registry", "KnownProxies", "10.0.0.7", "none", SettingSource.CommandLine), lines.Single(line => line.Key == "KnownProxies"));
        Assert.Equal(new SettingLine("Registry:Database", "ConnectionString", "••••••", "none", SettingSource.CommandLine), lines.Single(line => line.Key == "ConnectionString"));
        Assert.Equal(new SettingLine("Registry", "PublicUrl", "none", "none", SettingSource.Default), lines.Single(line => line.Key == "PublicUrl"));
        Assert.DoesNotContain("Host=", string.Join('\n', lines), StringComparison.Ordinal);
    }
}
