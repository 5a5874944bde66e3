using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Projects;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Accounts;

public sealed class UserEndpointsTests
{
    private const string NotFound = """404 {"message":"404 User Not Found"}""";

    [Theory, EveryEngine]
    public async Task Everybody_sees_names_and_administrators_see_more(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (ada, token) = await town.CreateUserAsync("ada");
        var own = await town.GroupIdAsync("ada");
        var basic = $$"""{"id":{{ada.Id}},"username":"ada","name":"ada","state":"active","avatar_url":null,"web_url":"http://here/ada"}""";
        var whole = $$"""
            {"id":{{ada.Id}},"username":"ada","name":"ada","state":"active","avatar_url":null,"web_url":"http://here/ada","created_at":"now","email":"ada@example.com","is_admin":false,"namespace_id":{{own}}}
            """;

        Assert.Equal($"200 {whole}", await town.GetAsync("/user", token));
        Assert.Equal($"200 {basic}", await town.GetAsync($"/users/{ada.Id}", token));
        Assert.Equal($"200 {whole}", await town.GetAsync($"/users/{ada.Id}", town.Admin));
        Assert.Equal($"200 [{basic}]", await town.GetAsync("/users?username=ADA", token));
        Assert.Equal($"200 [{whole}]", await town.GetAsync("/users?search=DA%40example", town.Admin));
        Assert.Equal("200 []", await town.GetAsync("/users?search=da%40example", token));
        Assert.Equal(NotFound, await town.GetAsync("/users/999999", token));
        Assert.Equal("""400 {"error":"user_id is invalid"}""", await town.GetAsync("/users/ada", token));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.GetAsync("/users", null));
        Assert.Equal(403, (await town.SendAsync(HttpMethod.Get, "/user", await town.Registry.CreateTokenAsync(ada, TokenScopes.ReadPackageRegistry))).Status);
    }

    [Theory, EveryEngine]
    public async Task A_list_is_filtered_sorted_and_paged(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (bob, _) = await town.CreateUserAsync("bob");
        await town.CreateUserAsync("ada");
        await town.PutAsync($"/users/{bob.Id}", town.Admin, """{"name":"Zoe Bobson"}""");
        await town.PostAsync($"/users/{bob.Id}/block", town.Admin);

        foreach (var (query, expected) in (IEnumerable<(string, string)>)
            [
                ("", "ada bob root"), ("?sort=asc", "root bob ada"), ("?order_by=username&sort=asc", "ada bob root"), ("?order_by=name", "root ada bob"),
                ("?order_by=created_at&sort=asc", "root bob ada"), ("?search=OBS", "bob"), ("?blocked=true", "bob"), ("?active=true", "ada root"),
                ("?username=bo", ""), ("?per_page=2&page=2", "root"),
            ])
        {
            Assert.Equal(expected, await town.ListAsync($"/users{query}", town.Admin, "username"));
        }

        var page = await town.SendAsync(HttpMethod.Get, "/users?per_page=2", town.Admin);
        Assert.Equal(("3", "2", "2"), (page.Header("X-Total"), page.Header("X-Total-Pages"), page.Header("X-Next-Page")));
        Assert.Equal("""400 {"error":"order_by does not have a valid value, sort does not have a valid value"}""", await town.GetAsync("/users?order_by=x&sort=y", town.Admin));
    }

    [Theory, EveryEngine]
    public async Task An_administrator_makes_accounts_that_can_be_used(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (_, ada) = await town.CreateUserAsync("ada");
        const string Bob = """{"username":"bob","name":"Bob Ø","email":"bob@example.com","password":"correct horse"}""";

        var made = await town.PostAsync("/users", town.Admin, Bob);

        var bob = await UserAsync(town, "bob");
        Assert.Equal(
            $$"""
            201 {"id":{{bob.Id}},"username":"bob","name":"Bob Ø","state":"active","avatar_url":null,"web_url":"http://here/bob","created_at":"now","email":"bob@example.com","is_admin":false,"namespace_id":{{await town.GroupIdAsync("bob")}}}
            """,
            made);
        Assert.Equal("""409 {"message":"Username has already been taken"}""", await town.PostAsync("/users", town.Admin, Bob.Replace("bob@", "bobby@", StringComparison.Ordinal)));
        Assert.Equal("""409 {"message":"Email has already been taken"}""", await town.PostAsync("/users", town.Admin, Bob.Replace("\"bob\"", "\"bobby\"", StringComparison.Ordinal)));
        Assert.Equal("""400 {"message":{"password":["Passwords must be at least 8 characters."]}}""", await town.PostAsync("/users", town.Admin, """{"username":"c","name":"C","email":"c@example.com","password":"short"}"""));
        Assert.Equal("""400 {"message":{"email":["Email 'c' is invalid."]}}""", await town.PostAsync("/users", town.Admin, """{"username":"c","name":"C","email":"c","password":"correct horse"}"""));
        Assert.Equal("""400 {"error":"username is missing, email is missing, name is missing, password is missing"}""", await town.PostAsync("/users", town.Admin));
        Assert.Equal("""403 {"message":"403 Forbidden"}""", await town.PostAsync("/users", ada, Bob));
        Assert.Equal(["root user.create bob||bob@example.com"], await town.AuditAsync("user"));
    }

    [Theory, EveryEngine]
    public async Task A_change_shows_and_another_password_ends_what_the_former_began(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (bob, token) = await town.CreateUserAsync("bob");
        await town.CreateUserAsync("ada");

        var changed = await town.PutAsync($"/users/{bob.Id}", town.Admin, """{"name":"Bobby","email":"new@example.com","password":"another horse","admin":true}""");

        Assert.Equal(
            $$"""
            200 {"id":{{bob.Id}},"username":"bob","name":"Bobby","state":"active","avatar_url":null,"web_url":"http://here/bob","created_at":"now","email":"new@example.com","is_admin":true,"namespace_id":{{await town.GroupIdAsync("bob")}}}
            """,
            changed);
        var after = await UserAsync(town, "bob");
        Assert.NotEqual(bob.SecurityStamp, after.SecurityStamp);
        Assert.NotEqual(bob.PasswordHash, after.PasswordHash);
        Assert.Equal("root@example.com new@example.com ada@example.com", await town.ListAsync("/users?sort=asc", token, "email")); // as an administrator now
        Assert.Equal("Bobby", await town.ListAsync("/namespaces?search=bob", token, "name"));
        Assert.Equal("""409 {"message":"Email has already been taken"}""", await town.PutAsync($"/users/{bob.Id}", town.Admin, """{"email":"ADA@example.com"}"""));
        Assert.Equal("""400 {"message":{"password":["Passwords must be at least 8 characters."]}}""", await town.PutAsync($"/users/{bob.Id}", town.Admin, """{"name":"Lost","password":"x"}"""));
        Assert.Equal("Bobby", (await UserAsync(town, "bob")).Name);
        Assert.Equal(
            ["root user.update bob|bob <bob@example.com>|Bobby <new@example.com>, administrator, another password"], await town.AuditAsync("user"));
    }

    [Theory, EveryEngine]
    public async Task Who_is_blocked_is_let_in_again_when_unblocked(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (bob, token) = await town.CreateUserAsync("bob");

        Assert.Equal("201 true", await town.PostAsync($"/users/{bob.Id}/block", town.Admin));
        Assert.Equal("201 true", await town.PostAsync($"/users/{bob.Id}/block", town.Admin));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.GetAsync("/user", token));
        Assert.Equal("blocked", await town.ListAsync("/users?username=bob", town.Admin, "state"));
        Assert.Equal("201 true", await town.PostAsync($"/users/{bob.Id}/unblock", town.Admin));
        Assert.StartsWith("200 ", await town.GetAsync("/user", token), StringComparison.Ordinal);
        Assert.Equal(NotFound, await town.PostAsync("/users/999999/block", town.Admin));
        Assert.Equal(["root user.block bob||", "root user.unblock bob||"], await town.AuditAsync("user"));
    }

    [Theory, EveryEngine]
    public async Task The_last_administrator_stays_one(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var second = await town.Registry.CreateUserAsync("second", isAdmin: true);
        await town.PostAsync($"/users/{second.Id}/block", town.Admin); // who cannot sign in does not count
        const string Refused = """403 {"message":"403 Forbidden - This is the last administrator who can sign in."}""";

        Assert.Equal(Refused, await town.DeleteAsync($"/users/{town.Root.Id}?hard_delete=true", town.Admin));
        Assert.Equal(Refused, await town.PutAsync($"/users/{town.Root.Id}", town.Admin, """{"admin":false}"""));
        Assert.Equal(Refused, await town.PostAsync($"/users/{town.Root.Id}/block", town.Admin));

        await town.PostAsync($"/users/{second.Id}/unblock", town.Admin);
        var both = await Task.WhenAll(
            town.PutAsync($"/users/{town.Root.Id}", town.Admin, """{"admin":false}"""),
            town.PutAsync($"/users/{second.Id}", await town.Registry.CreateTokenAsync(second), """{"admin":false}"""));
        await using var database = town.Registry.Open();
        Assert.Equal(1, await database.Users.CountAsync(user => user.IsAdmin));
        Assert.Single(both, answer => answer.StartsWith("200 ", StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task A_deleted_user_leaves_packages_and_pipelines_behind(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var project = await town.Registry.CreateProjectAsync("acme/charts");
        var (bob, token) = await town.CreateUserAsync("bob");
        await town.Registry.AddMemberAsync("acme/charts", bob, AccessLevel.Developer);
        var job = await town.Registry.OpenJobAsync(project, bob);

        Assert.Equal("204 ", await town.DeleteAsync($"/users/{bob.Id}", town.Admin));

        Assert.Equal(NotFound, await town.GetAsync($"/users/{bob.Id}", town.Admin));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.GetAsync("/user", token));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.GetAsync($"/projects/{project}", job));
        await using var database = town.Registry.Open();
        var pipeline = await database.Pipelines.SingleAsync();
        var ghost = await database.Users.SingleAsync(user => user.Id == pipeline.UserId);
        Assert.Equal(("ghost", "Ghost User", true, null), (ghost.UserName, ghost.Name, ghost.BlockedAt is not null, ghost.PasswordHash));
        Assert.Equal(BuildStatus.Canceled, (await database.Jobs.SingleAsync()).Status);
        Assert.Empty(database.Memberships);
        Assert.Equal(["acme", "acme/charts", "root"], database.Routes.Select(route => route.Path).AsEnumerable().Order());
        Assert.Equal("""409 {"message":"This account stands for those that were deleted."}""", await town.DeleteAsync($"/users/{ghost.Id}", town.Admin));
        Assert.Equal(["root user.delete bob||"], await town.AuditAsync("user"));

        var (eve, _) = await town.CreateUserAsync("eve");
        await town.Registry.OpenJobAsync(project, eve);
        Assert.Equal("204 ", await town.DeleteAsync($"/users/{eve.Id}", town.Admin));
        Assert.Equal([ghost.Id, ghost.Id], database.Pipelines.AsNoTracking().Select(one => one.UserId).ToList()); // there is one ghost
        Assert.Equal(2, await database.Pipelines.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task What_only_that_user_has_is_deleted_only_when_it_is_said(DatabaseEngine engine)
    {
        await using var town = await RestTown.CreateAsync(engine);
        var (bob, token) = await town.CreateUserAsync("bob");
        var project = await town.Registry.CreateProjectAsync("bob/charts");
        const string Projects = """409 {"message":"User cannot be removed while there are projects in the personal namespace: give hard_delete=true to delete them too"}""";

        Assert.Equal(Projects, await town.DeleteAsync($"/users/{bob.Id}", town.Admin));
        Assert.Equal("204 ", await town.DeleteAsync($"/users/{bob.Id}?hard_delete=true", town.Admin));
        Assert.Equal("""404 {"message":"404 Project Not Found"}""", await town.GetAsync($"/projects/{project}", town.Admin));

        var (eve, eves) = await town.CreateUserAsync("eve");
        await town.PostAsync("/groups", eves, """{"name":"Tools","path":"tools"}""");
        Assert.Equal("""409 {"message":"User cannot be removed while being the sole owner of a group"}""", await town.DeleteAsync($"/users/{eve.Id}", town.Admin));
        Assert.Equal("204 ", await town.DeleteAsync($"/users/{eve.Id}?hard_delete=true", town.Admin));
        Assert.Equal("tools", await town.ListAsync("/groups", town.Admin, "path"));
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", await town.GetAsync("/user", token));
    }

    private static async Task<User> UserAsync(RestTown town, string name)
    {
        await using var database = town.Registry.Open();
        return await database.Users.SingleAsync(user => user.UserName == name);
    }
}
