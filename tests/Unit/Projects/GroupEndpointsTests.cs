using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Projects;

public sealed class GroupEndpointsTests
{
    private const string NotFound = """404 {"message":"404 Group Not Found"}""";
    private const string Forbidden = """403 {"message":"403 Forbidden"}""";

    [Theory, EveryEngine]
    public async Task Whoever_makes_a_group_owns_it_and_groups_below_it(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (_, ada) = await town.CreateUserAsync("ada");
        var (_, eve) = await town.CreateUserAsync("eve");

        var made = await town.PostAsync("/groups", ada, """{"name":"Acme Inc","path":"Acme","visibility":"internal","description":"We make it"}""");

        var acme = await town.GroupIdAsync("Acme");
        Assert.Equal(
            $$"""
            201 {"id":{{acme}},"web_url":"http://here/groups/Acme","name":"Acme Inc","path":"Acme","description":"We make it","visibility":"internal","avatar_url":null,"full_name":"Acme Inc","full_path":"Acme","created_at":"now","parent_id":null}
            """,
            made);
        var below = await town.PostAsync("/groups", ada, $$"""{"name":"Tools","path":"tools","parent_id":{{acme}}}""");
        var tools = await town.GroupIdAsync("Acme/tools");
        Assert.Equal(
            $$"""
            201 {"id":{{tools}},"web_url":"http://here/groups/Acme/tools","name":"Tools","path":"tools","description":null,"visibility":"private","avatar_url":null,"full_name":"Acme Inc / Tools","full_path":"Acme/tools","created_at":"now","parent_id":{{acme}}}
            """,
            below);
        Assert.Equal(below.Replace("201", "200", StringComparison.Ordinal), await town.GetAsync("/groups/acme%2Ftools", ada));
        Assert.Equal("50", await town.ListAsync($"/groups/{tools}/members", ada, "access_level"));
        Assert.Equal(NotFound, await town.GetAsync($"/groups/{tools}", eve));
        Assert.Equal(NotFound, await town.GetAsync($"/groups/{acme}", null));
        Assert.Equal(NotFound, await town.GetAsync("/groups/ada", ada)); // a personal namespace is no group
        Assert.Equal(Forbidden, await town.PostAsync("/groups", eve, $$"""{"name":"x","path":"x","parent_id":{{acme}}}"""));
        Assert.Equal(NotFound, await town.PostAsync("/groups", eve, $$"""{"name":"x","path":"x","parent_id":{{tools}}}"""));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.PostAsync("/groups", null, """{"name":"x","path":"x"}"""));
        Assert.Equal(["ada group.create Acme||", "ada group.create Acme/tools||"], await town.AuditAsync("group"));
    }

    [Theory, EveryEngine]
    public async Task A_group_takes_its_former_paths_along_and_stays_between_those_above_and_below(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var charts = await town.Registry.CreateProjectAsync("acme/tools/charts", Visibility.Internal);
        var (ann, token) = await town.CreateUserAsync("ann");
        await town.Registry.AddMemberAsync("acme", ann, AccessLevel.Owner);
        var (max, maintainer) = await town.CreateUserAsync("max");
        await town.Registry.AddMemberAsync("acme", max, AccessLevel.Maintainer);
        await town.Registry.CreateProjectAsync("taken/x");

        Assert.StartsWith("200 ", await town.PutAsync("/groups/acme", token, """{"name":"Umbrella","path":"umbrella","description":"New","visibility":"public"}"""), StringComparison.Ordinal);
        Assert.Equal("Umbrella", await town.ListAsync("/groups?search=umb", token, "full_name"));
        Assert.Contains("\"path_with_namespace\":\"umbrella/tools/charts\"", await town.GetAsync($"/projects/{charts}", token), StringComparison.Ordinal);
        Assert.Equal(301, (await town.SendAsync(HttpMethod.Get, "/groups/acme", token)).Status);

        foreach (var (group, body, expected) in (IEnumerable<(string, string, string)>)
            [
                ("umbrella", """{"path":"taken","name":"Lost"}""", """400 {"message":{"path":["has already been taken"]}}"""),
                ("umbrella", """{"path":"api","name":"Lost"}""", """400 {"message":{"path":["'api' is reserved: choose another name."]}}"""),
                ("umbrella", """{"name":"","path":"lost"}""", """400 {"message":{"name":["can't be blank"]}}"""),
                ("umbrella", """{"visibility":"private","name":"Lost"}""", """400 {"message":{"visibility_level":["private is not allowed since there are sub-groups with higher visibility."]}}"""),
                ("umbrella%2Ftools", """{"visibility":"private","name":"Lost"}""", """400 {"message":{"visibility_level":["private is not allowed since this group contains projects with higher visibility."]}}"""),
            ])
        {
            Assert.Equal(expected, await town.PutAsync($"/groups/{group}", token, body));
        }

        await town.PutAsync("/groups/umbrella", token, """{"visibility":"internal"}""");
        Assert.Equal(
            """400 {"message":{"visibility_level":["public is not allowed since the parent group has a internal visibility."]}}""",
            await town.PutAsync("/groups/umbrella%2Ftools", token, """{"visibility":"public"}"""));
        Assert.Equal(Forbidden, await town.PutAsync("/groups/umbrella", maintainer, """{"name":"Mine"}"""));
        Assert.Equal(Forbidden, await town.DeleteAsync("/groups/umbrella", maintainer));
        Assert.Equal("Umbrella", await town.ListAsync("/groups?search=umb", token, "name"));
        Assert.Equal(
            ["ann group.update umbrella|acme \"acme\", internal|umbrella \"Umbrella\", public: New", "ann group.update umbrella|umbrella \"Umbrella\", public: New|umbrella \"Umbrella\", internal: New"],
            await town.AuditAsync("group"));
    }

    [Theory, EveryEngine]
    public async Task A_list_holds_what_the_caller_may_see(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        await town.Registry.CreateProjectAsync("open/x", Visibility.Public);
        await town.Registry.CreateProjectAsync("inner/x", Visibility.Internal);
        await town.Registry.CreateProjectAsync("hidden/deep/deeper/x");
        await town.Registry.CreateProjectAsync("hidden/other/y");
        var (_, stranger) = await town.CreateUserAsync("sam");
        var (dee, deep) = await town.CreateUserAsync("dee");
        await town.Registry.AddMemberAsync("hidden/deep", dee, AccessLevel.Developer);
        var (pia, project) = await town.CreateUserAsync("pia");
        await town.Registry.AddMemberAsync("hidden/deep/deeper/x", pia, AccessLevel.Guest);

        foreach (var (caller, query, expected) in (IEnumerable<(string?, string, string)>)
            [
                (null, "", "open"),
                (null, "owned=true", ""),
                (stranger, "", ""),
                (stranger, "all_available=true", "inner open"),
                (deep, "", "hidden/deep hidden/deep/deeper hidden"),
                (deep, "order_by=id", "hidden hidden/deep hidden/deep/deeper"),
                (deep, "order_by=path&sort=desc", "hidden hidden/deep/deeper hidden/deep"),
                (deep, "min_access_level=30", "hidden/deep hidden/deep/deeper"),
                (deep, "min_access_level=40", ""),
                (deep, "top_level_only=true&all_available=true", "hidden inner open"),
                (deep, "search=EEPE", "hidden/deep/deeper"),
                (project, "", "hidden/deep hidden/deep/deeper hidden"),
                (town.Admin, "", "hidden/deep hidden/deep/deeper hidden inner open hidden/other"),
                (town.Admin, "all_available=false", ""),
                (town.Admin, "per_page=2&page=2", "hidden inner"),
            ])
        {
            Assert.Equal(expected, await town.ListAsync($"/groups?{query}", caller, "full_path"));
        }

        Assert.Equal("hidden/deep", await town.ListAsync("/groups/hidden/subgroups", deep, "full_path"));
        Assert.Equal("hidden/deep hidden/deep/deeper", await town.ListAsync("/groups/hidden/descendant_groups", project, "full_path"));
        Assert.Equal("hidden/deep hidden/other", await town.ListAsync("/groups/hidden/subgroups", town.Admin, "full_path"));
        Assert.Equal(NotFound, await town.GetAsync("/groups/hidden/subgroups", stranger));
        Assert.Equal("dee hidden/deep hidden/deep/deeper", await town.ListAsync("/namespaces", deep, "full_path"));
        Assert.Equal("user group group", await town.ListAsync("/namespaces", deep, "kind"));
        Assert.Equal(
            $$"""200 {"id":{{await town.GroupIdAsync("dee")}},"name":"dee","path":"dee","kind":"user","full_path":"dee","parent_id":null,"avatar_url":null,"web_url":"http://here/dee"}""",
            await town.GetAsync("/namespaces/dee", deep));
        Assert.Contains("\"full_path\":\"hidden/deep\"", await town.GetAsync("/namespaces/hidden%2Fdeep", deep), StringComparison.Ordinal);
        Assert.Equal("""404 {"message":"404 Namespace Not Found"}""", await town.GetAsync("/namespaces/dee", stranger));
    }

    [Theory, EveryEngine]
    public async Task A_deleted_group_takes_all_below_it_and_frees_its_paths_for_others(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(
            engine, "--Registry:Npm:ForwardsRequests=true", "--Registry:Npm:Upstream=https://upstream.example");
        var charts = await town.Registry.CreateProjectAsync("acme/tools/charts");
        var other = await town.Registry.CreateProjectAsync("else/x", Visibility.Public);
        Assert.Equal(200, (await town.Registry.PublishAsync(charts, "@kept/tool", "1.0.0", town.Admin)).Status);
        Assert.Equal(200, (await town.Registry.PublishAsync(charts, "plain", "1.0.0", town.Admin)).Status);
        var (ann, token) = await town.CreateUserAsync("ann");
        await town.Registry.AddMemberAsync("acme", ann, AccessLevel.Owner);

        Assert.Equal("""202 {"message":"202 Accepted"}""", await town.DeleteAsync("/groups/acme", token));

        Assert.Equal(NotFound, await town.GetAsync("/groups/acme", town.Admin));
        Assert.Equal("""404 {"message":"404 Project Not Found"}""", await town.GetAsync($"/projects/{charts}", town.Admin));
        await using var database = town.Registry.Open();
        Assert.Equal(["ann", "else", "else/x", "root"], database.Routes.Select(route => route.Path).AsEnumerable().Order());
        Assert.Equal(["ann", "else", "root"], database.Groups.Select(group => group.FullPath).AsEnumerable().Order());
        Assert.Empty(database.Memberships);
        Assert.Equal(
            ["@acme/ acme", "@kept/tool kept", "plain "],
            database.RetiredPackageNames.AsEnumerable().Select(gone => $"{gone.Name} {gone.Scope}").Order(StringComparer.Ordinal));
        foreach (var name in (string[])["plain", "@kept/tool", "@kept/else", "@acme/anything"])
        {
            Assert.Equal(404, (await town.Registry.GetAsync($"/api/v4/projects/{other}/packages/npm/{TestPackages.Escape(name)}", town.Admin)).Status); // never asked for upstream
        }

        Assert.Equal(302, (await town.Registry.GetAsync($"/api/v4/projects/{other}/packages/npm/left-pad", town.Admin)).Status);
        Assert.StartsWith("201 ", await town.PostAsync("/groups", token, """{"name":"Acme","path":"acme"}"""), StringComparison.Ordinal);
        Assert.Equal("202", (await town.DeleteAsync("/groups/acme", token))[..3]); // its scope is retired already
        Assert.Equal(["ann group.delete acme||", "ann group.create acme||", "ann group.delete acme||"], await town.AuditAsync("group"));
    }

    [Theory, EveryEngine]
    public async Task Of_two_at_once_for_one_path_one_gets_it(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (_, token) = await town.CreateUserAsync("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => town.PostAsync("/groups", token, $$"""{"name":"{{n}}","path":"acme"}""")));

        Assert.Single(answers, answer => answer.StartsWith("201 ", StringComparison.Ordinal));
        Assert.Equal(5, answers.Count(answer => answer == """400 {"message":{"path":["has already been taken"]}}"""));
    }
}
