using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Auth;
using Registry.Web.Projects;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Projects;

/// <summary>What the pages of groups and members ask.</summary>
public sealed class MemberRollTests
{
    [Theory, EveryEngine]
    public async Task Each_person_stands_once_with_the_highest_role_and_where_it_comes_from(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (jane, sten, mia) = (await registry.CreateUserAsync("jane"), await registry.CreateUserAsync("sten"), await registry.CreateUserAsync("mia"));
        var project = await registry.CreateProjectAsync("acme/tools/charts");
        await registry.AddMemberAsync("acme", jane, AccessLevel.Owner);
        await registry.AddMemberAsync("acme/tools", sten, AccessLevel.Developer);
        await registry.AddMemberAsync("acme/tools/charts", sten, AccessLevel.Maintainer);
        await registry.AddMemberAsync("acme/tools/charts", jane, AccessLevel.Developer);
        await registry.AddMemberAsync("acme/tools/charts", mia, AccessLevel.Reporter);
        await using (var database = registry.Open())
        {
            database.Memberships.Single(one => one.UserId == mia.Id).ExpiresAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            await database.SaveChangesAsync();
        }

        var roll = registry.Services.GetRequiredService<MemberRoll>();
        var target = new MemberTarget(project, null);
        foreach (var (search, direct, expected) in new[]
        {
            ((string?)null, (bool?)null, "jane Owner acme Developer, sten Maintainer  Maintainer"),
            (null, true, "jane Developer  Developer, sten Maintainer  Maintainer"),
            (null, false, "jane Owner acme , sten Developer acme/tools "),
            ("JAN", null, "jane Owner acme Developer"),
            ("mia", null, ""), // over since January
        })
        {
            var page = await roll.ListAsync(target, Of(sten), search, direct, 0, 20, CancellationToken.None);
            Assert.Equal(expected, string.Join(", ", page.Rows.Select(row => $"{row.UserName} {row.Level} {row.Source} {row.Given?.Level}")));
            Assert.Equal((page.Rows.Count, AccessLevel.Maintainer, null), (page.Total, page.OwnLevel, page.NamespaceOwner));
        }

        var second = await roll.ListAsync(target, Of(sten), null, null, 1, 1, CancellationToken.None);
        Assert.Equal(("sten Maintainer", 2), (string.Join(", ", second.Rows.Select(row => $"{row.UserName} {row.Level}")), second.Total));
    }

    [Theory, EveryEngine]
    public async Task The_owner_of_a_namespace_is_told_beside_the_roles(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var jane = await registry.CreateUserAsync("jane");
        var project = await registry.CreateProjectAsync("jane/own");

        var page = await registry.Services.GetRequiredService<MemberRoll>()
            .ListAsync(new MemberTarget(project, null), Of(jane), null, null, 0, 20, CancellationToken.None);

        Assert.Equal((0, AccessLevel.Owner, "jane"), (page.Total, page.OwnLevel, page.NamespaceOwner));
    }

    [Theory, EveryEngine]
    public async Task Subgroups_and_their_counts_are_those_the_visitor_may_see(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var jane = await registry.CreateUserAsync("jane");
        await registry.CreateProjectAsync("acme/open/site", Visibility.Public);
        await registry.CreateProjectAsync("acme/open/secret");
        await registry.CreateProjectAsync("acme/closed/vault");
        await registry.AddMemberAsync("acme/closed", jane, AccessLevel.Reporter);
        long acme;
        await using (var database = registry.Open())
        {
            acme = database.Groups.Single(group => group.FullPath == "acme").Id;
        }

        var groups = registry.Services.GetRequiredService<GroupQueries>();
        Assert.Equal("acme/open 1", await BelowAsync(Caller.Anonymous.Instance));
        Assert.Equal("acme/closed 1, acme/open 1", await BelowAsync(Of(jane)));
        Assert.Equal("acme/closed 1, acme/open 2", await BelowAsync(Of(jane) with { IsAdmin = true }));
        Assert.Equal((2, 3), await groups.CountBelowAsync(acme, CancellationToken.None));

        async Task<string> BelowAsync(Caller caller) => string.Join(
            ", ", (await groups.ListBelowAsync(caller, acme, 0, 20, CancellationToken.None)).Groups.Select(group => $"{group.FullPath} {group.Projects}"));
    }

    private static Caller.Account Of(User user) => new(user.Id, user.UserName!, IsAdmin: false, TokenScopes.Api);
}
