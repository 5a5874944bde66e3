using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Projects;

public sealed class MemberEndpointsTests
{
    private const string Forbidden = """403 {"message":"403 Forbidden"}""";
    private const string NotMember = """404 {"message":"404 Member Not Found"}""";
    private const string LastOwner = """403 {"message":"403 Forbidden - The group would be left without an owner."}""";

    [Theory, EveryEngine]
    public async Task A_member_of_a_project_is_added_changed_shown_and_removed(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var id = await town.Registry.CreateProjectAsync("acme/charts");
        var (max, token) = await town.CreateUserAsync("max");
        await town.Registry.AddMemberAsync("acme/charts", max, AccessLevel.Maintainer);
        var (bob, bobs) = await town.CreateUserAsync("bob");
        var end = DateTimeOffset.UtcNow.AddDays(30).ToString("yyyy-MM-dd");

        Assert.Equal($"201 {Bob(30, $"\"{end}\"")}", await town.PostAsync($"/projects/{id}/members", token, $$"""{"user_id":{{bob.Id}},"access_level":30,"expires_at":"{{end}}"}"""));
        Assert.Equal("""409 {"message":"Member already exists"}""", await town.PostAsync($"/projects/{id}/members", token, """{"username":"BOB","access_level":10}"""));
        Assert.Equal($"200 {Bob(30, $"\"{end}\"")}", await town.GetAsync($"/projects/{id}/members/{bob.Id}", bobs));
        Assert.Equal($"200 [{Bob(30, $"\"{end}\"")}]", await town.GetAsync($"/projects/{id}/members?query=OB", bobs));
        Assert.Equal($"200 {Bob(20, $"\"{end}\"")}", await town.PutAsync($"/projects/{id}/members/{bob.Id}", token, """{"access_level":20}"""));
        Assert.Equal($"200 {Bob(20, "null")}", await town.PutAsync($"/projects/{id}/members/{bob.Id}", token, """{"access_level":20,"expires_at":null}"""));
        Assert.Equal("204 ", await town.DeleteAsync($"/projects/{id}/members/{bob.Id}", token));
        Assert.Equal(NotMember, await town.DeleteAsync($"/projects/{id}/members/{bob.Id}", token));
        Assert.Equal(NotMember, await town.PutAsync($"/projects/{id}/members/{bob.Id}", token, """{"access_level":20}"""));
        Assert.Equal("""404 {"message":"404 Project Not Found"}""", await town.GetAsync($"/projects/{id}/members", bobs));
        Assert.Equal(
            [
                $"max member.add bob as Developer||",
                $"max member.update bob as Reporter|Developer until {end}|Reporter until {end}",
                $"max member.update bob as Reporter|Reporter until {end}|Reporter",
                $"max member.remove bob as Reporter|Reporter|",
            ],
            await town.AuditAsync("member"));

        string Bob(int level, string expires) => $$"""
            {"id":{{bob.Id}},"username":"bob","name":"bob","state":"active","avatar_url":null,"web_url":"http://here/bob","access_level":{{level}},"created_at":"now","expires_at":{{expires}},"membership_state":"active"}
            """;
    }

    [Theory, EveryEngine]
    public async Task Nobody_gives_or_takes_a_role_above_the_own(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var id = await town.Registry.CreateProjectAsync("acme/charts", Visibility.Public);
        var (max, token) = await town.CreateUserAsync("max");
        await town.Registry.AddMemberAsync("acme", max, AccessLevel.Maintainer);
        var (ann, owner) = await town.CreateUserAsync("ann");
        await town.Registry.AddMemberAsync("acme/charts", ann, AccessLevel.Owner);
        var (bob, developer) = await town.CreateUserAsync("bob");
        await town.Registry.AddMemberAsync("acme/charts", bob, AccessLevel.Developer);
        var (eve, _) = await town.CreateUserAsync("eve");
        var members = $"/projects/{id}/members";

        Assert.Equal(Forbidden, await town.PostAsync(members, token, $$"""{"user_id":{{eve.Id}},"access_level":50}"""));
        Assert.Equal(Forbidden, await town.PutAsync($"{members}/{bob.Id}", token, """{"access_level":50}"""));
        Assert.Equal(Forbidden, await town.PutAsync($"{members}/{ann.Id}", token, """{"access_level":10}"""));
        Assert.Equal(Forbidden, await town.DeleteAsync($"{members}/{ann.Id}", token));
        Assert.Equal(Forbidden, await town.PostAsync(members, developer, $$"""{"user_id":{{eve.Id}},"access_level":10}"""));
        Assert.Equal(Forbidden, await town.DeleteAsync($"{members}/{ann.Id}", developer));
        Assert.Equal(Forbidden, await town.PostAsync("/groups/acme/members", token, $$"""{"user_id":{{eve.Id}},"access_level":10}""")); // of groups owners decide
        Assert.Equal(Forbidden, await town.DeleteAsync($"/groups/acme/members/{max.Id}", owner));
        Assert.Equal(Forbidden, await town.GetAsync(members, null));
        Assert.Equal(403, (await town.SendAsync(HttpMethod.Delete, $"{members}/{bob.Id}", await town.Registry.CreateTokenAsync(bob, TokenScopes.ReadApi))).Status);
        Assert.Equal(Forbidden, await town.DeleteAsync($"{members}/{bob.Id}", await town.Registry.OpenJobAsync(id, bob))); // a build leaves nothing
        var elsewhere = await town.Registry.CreateTokenAsync(ann, TokenScopes.Api, await town.Registry.CreateProjectAsync("else/x"));
        Assert.Equal(Forbidden, await town.DeleteAsync($"{members}/{bob.Id}", elsewhere)); // public, but not the token's project
        Assert.Empty(await town.AuditAsync("member"));

        Assert.StartsWith("201 ", await town.PostAsync(members, token, $$"""{"user_id":{{eve.Id}},"access_level":40}"""), StringComparison.Ordinal);
        Assert.StartsWith("200 ", await town.PutAsync($"{members}/{eve.Id}", owner, """{"access_level":50}"""), StringComparison.Ordinal);
        Assert.Equal("204 ", await town.DeleteAsync($"{members}/{bob.Id}", developer)); // everybody may leave
    }

    [Theory, EveryEngine]
    public async Task A_group_keeps_an_owner(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (ann, token) = await town.CreateUserAsync("ann");
        await town.PostAsync("/groups", token, """{"name":"Acme","path":"acme"}""");
        var (bob, bobs) = await town.CreateUserAsync("bob");
        await town.Registry.AddMemberAsync("acme", bob, AccessLevel.Owner);
        await town.PostAsync($"/users/{bob.Id}/block", town.Admin); // who cannot sign in owns nothing
        var own = $"/groups/acme/members/{ann.Id}";

        Assert.Equal(LastOwner, await town.DeleteAsync(own, token));
        Assert.Equal(LastOwner, await town.DeleteAsync(own, town.Admin));
        Assert.Equal(LastOwner, await town.PutAsync(own, token, """{"access_level":40}"""));
        Assert.Equal(LastOwner, await town.PutAsync(own, token, """{"access_level":50,"expires_at":"2999-01-01"}"""));
        await town.PostAsync($"/users/{bob.Id}/unblock", town.Admin);
        var both = await Task.WhenAll(town.DeleteAsync(own, token), town.DeleteAsync($"/groups/acme/members/{bob.Id}", bobs));
        Assert.Equal(["204 ", LastOwner], both.Order(StringComparer.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task Leaving_a_group_leaves_what_is_below_it_unless_it_is_said(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        await town.Registry.CreateProjectAsync("acme/tools/charts");
        await town.Registry.CreateProjectAsync("else/x");
        var (bob, _) = await town.CreateUserAsync("bob");
        foreach (var path in (string[])["acme", "acme/tools", "acme/tools/charts", "else"])
        {
            await town.Registry.AddMemberAsync(path, bob, AccessLevel.Developer);
        }

        Assert.Equal("204 ", await town.DeleteAsync($"/groups/acme%2Ftools/members/{bob.Id}?skip_subresources=true", town.Admin));
        Assert.Equal(3, await CountAsync());
        Assert.Equal("204 ", await town.DeleteAsync($"/groups/acme/members/{bob.Id}", town.Admin));
        Assert.Equal(1, await CountAsync());

        async Task<int> CountAsync()
        {
            await using var database = town.Registry.Open();
            return await database.Memberships.CountAsync(one => one.UserId == bob.Id);
        }
    }

    [Theory, EveryEngine]
    public async Task All_members_are_those_from_above_too_with_the_highest_role(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var id = await town.Registry.CreateProjectAsync("acme/tools/charts");
        var users = new Dictionary<string, User>();
        foreach (var name in (string[])["ann", "bob", "dot", "eve"])
        {
            users[name] = await town.Registry.CreateUserAsync(name);
        }

        await town.Registry.AddMemberAsync("acme", users["ann"], AccessLevel.Owner);
        await town.Registry.AddMemberAsync("acme/tools/charts", users["ann"], AccessLevel.Guest);
        await town.Registry.AddMemberAsync("acme/tools", users["bob"], AccessLevel.Reporter);
        await town.Registry.AddMemberAsync("acme/tools/charts", users["bob"], AccessLevel.Maintainer);
        await town.Registry.AddMemberAsync("acme/tools/charts", users["dot"], AccessLevel.Guest);
        await town.Registry.AddMemberAsync("acme", users["eve"], AccessLevel.Owner);
        await using (var database = town.Registry.Open())
        {
            (await database.Memberships.SingleAsync(one => one.UserId == users["eve"].Id)).ExpiresAt = DateTimeOffset.UtcNow.AddDays(-1);
            await database.SaveChangesAsync();
        }

        foreach (var (path, names, levels) in (IEnumerable<(string, string, string)>)
            [
                ($"/projects/{id}/members", "ann bob dot", "10 40 10"),
                ($"/projects/{id}/members/all", "ann bob dot", "50 40 10"),
                ($"/projects/{id}/members/all?per_page=1&page=2", "bob", "40"),
                ("/groups/acme%2Ftools/members", "bob", "20"),
                ("/groups/acme%2Ftools/members/all", "ann bob", "50 20"),
            ])
        {
            Assert.Equal(names, await town.ListAsync(path, town.Admin, "username"));
            Assert.Equal(levels, await town.ListAsync(path, town.Admin, "access_level"));
        }

        Assert.Contains("\"access_level\":50,", await town.GetAsync($"/projects/{id}/members/all/{users["ann"].Id}", town.Admin), StringComparison.Ordinal);
        Assert.Equal(NotMember, await town.GetAsync($"/groups/acme%2Ftools/members/{users["ann"].Id}", town.Admin));
        Assert.Equal(NotMember, await town.GetAsync($"/groups/acme/members/{users["eve"].Id}", town.Admin));
        Assert.StartsWith("201 ", await town.PostAsync("/groups/acme/members", town.Admin, """{"username":"eve","access_level":30}"""), StringComparison.Ordinal); // what is over is no member
    }

    [Theory, EveryEngine]
    public async Task The_owner_of_a_personal_project_is_its_member_without_being_added(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (ada, token) = await town.CreateUserAsync("ada");
        var id = await town.Registry.CreateProjectAsync("ada/charts");
        await town.CreateUserAsync("bob");

        Assert.StartsWith("201 ", await town.PostAsync($"/projects/{id}/members", token, """{"username":"bob","access_level":50}"""), StringComparison.Ordinal);
        Assert.Equal("ada bob", await town.ListAsync($"/projects/{id}/members", token, "username"));
        Assert.Equal("50 50", await town.ListAsync($"/projects/{id}/members/all", token, "access_level"));
        Assert.Equal("""409 {"message":"Member already exists"}""", await town.PostAsync($"/projects/{id}/members", town.Admin, """{"username":"ada","access_level":10}"""));
        Assert.Equal(NotMember, await town.DeleteAsync($"/projects/{id}/members/{ada.Id}", token));
        Assert.Equal("""404 {"message":"404 Group Not Found"}""", await town.GetAsync("/groups/ada/members", token));
    }

    [Theory, EveryEngine]
    public async Task What_is_wrong_is_named(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var id = await town.Registry.CreateProjectAsync("acme/charts");
        var (bob, _) = await town.CreateUserAsync("bob");
        var today = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd");

        foreach (var (body, expected) in (IEnumerable<(string, string)>)
            [
                ("""{"access_level":30}""", """400 {"error":"user_id, username are missing, exactly one parameter must be provided"}"""),
                ("""{"user_id":1,"username":"bob","access_level":30}""", """400 {"error":"user_id, username are mutually exclusive"}"""),
                ("""{"user_id":"bob"}""", """400 {"error":"user_id is invalid, access_level is missing"}"""),
                ("""{"username":"bob","access_level":60,"expires_at":"soon"}""", """400 {"error":"access_level does not have a valid value, expires_at is invalid"}"""),
                ("""{"username":"nobody","access_level":30}""", """404 {"message":"404 User Not Found"}"""),
                ($$"""{"username":"bob","access_level":30,"expires_at":"{{today}}"}""", """400 {"message":{"expires_at":["cannot be a date in the past"]}}"""),
            ])
        {
            Assert.Equal(expected, await town.PostAsync($"/projects/{id}/members", town.Admin, body));
            Assert.Equal(expected, await town.PostAsync("/groups/acme/members", town.Admin, body));
        }

        Assert.Equal("""400 {"error":"access_level is missing"}""", await town.PutAsync($"/projects/{id}/members/{bob.Id}", town.Admin, "{}"));
        Assert.Equal("", await town.ListAsync($"/projects/{id}/members", town.Admin, "username"));
    }

    [Theory, EveryEngine]
    public async Task Of_two_at_once_for_one_member_one_adds_it(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var id = await town.Registry.CreateProjectAsync("acme/charts");
        await town.CreateUserAsync("bob");

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => town.PostAsync($"/projects/{id}/members", town.Admin, $$"""{"username":"bob","access_level":{{n}}0}""")));

        Assert.Single(answers, answer => answer.StartsWith("201 ", StringComparison.Ordinal));
        Assert.Equal(3, answers.Count(answer => answer == """409 {"message":"Member already exists"}"""));
    }
}
