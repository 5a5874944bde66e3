using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Accounts;

public class UserCreationTests
{
    [Theory, EveryEngine]
    public async Task An_account_comes_with_its_namespace_and_a_hashed_password(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(Rows.Now));

        var created = Assert.IsType<UserCreationResult.Created>(await data.CreateUserAsync("Ada"));

        await using var database = data.Open();
        var user = await database.Users.SingleAsync();
        Assert.Equal(
            (created.User.Id, "Ada", "Ada", "Ada@example.com", false, Rows.Now, null),
            (user.Id, user.UserName, user.Name, user.Email, user.IsAdmin, user.CreatedAt, user.BlockedAt));
        Assert.DoesNotContain("correct-horse", user.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<User>().VerifyHashedPassword(user, user.PasswordHash!, "correct-horse"));
        var group = await database.Groups.SingleAsync();
        Assert.Equal(("Ada", "Ada", user.Id, Visibility.Public), (group.Path, group.FullPath, group.UserId, group.Visibility));
        var route = await database.Routes.SingleAsync();
        Assert.Equal(("ada", group.Id, false), (route.Path, route.GroupId, route.IsRedirect));
        var audit = await database.AuditEvents.SingleAsync();
        Assert.Equal(("user.create", "Ada", Rooms.Somebody), (audit.Action, audit.Target, audit.Actor));
    }

    [Theory, EveryEngine]
    public async Task What_is_refused_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateUserAsync("ada");
        await data.CreateProjectAsync("acme/charts");
        await using var database = data.Open();
        var before = (await database.Users.CountAsync(), await database.Groups.CountAsync(), await database.Routes.CountAsync(), await database.AuditEvents.CountAsync());

        await RefuseAsync(data, "ADA", "The name 'ADA' is taken.");
        await RefuseAsync(data, "acme", "The name 'acme' is taken.");
        await RefuseAsync(data, "bob", "Email 'ADA@example.com' is already taken.", email: "ADA@example.com");
        await RefuseAsync(data, "bob", "Email 'bob' is invalid.", email: "bob");
        await RefuseAsync(data, "bob", "Email '' is invalid.", email: "");
        await RefuseAsync(data, "bob", "Passwords must be at least 8 characters.", password: "1234567");
        await RefuseAsync(data, "a/b", "The user name cannot hold a slash.");
        await RefuseAsync(data, "admin", "The user name cannot be used: 'admin' is reserved: choose another name.");
        await RefuseAsync(data, "1234", "The user name cannot be used: '1234' is reserved: choose another name.");
        foreach (var name in new[] { "a b", "a@b", ".a", "-a", "ä", "a.git" })
        {
            await RefuseAsync(
                data,
                name,
                $"The user name cannot be used: '{name}' is no valid path: use letters, digits, '_', '-' and '.', begin with a letter, digit or '_', do not end with '.', '.git' or '.atom', at most 255 characters.");
        }

        Assert.Equal(
            before,
            (await database.Users.CountAsync(), await database.Groups.CountAsync(), await database.Routes.CountAsync(), await database.AuditEvents.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task A_former_path_of_a_group_is_no_name_for_a_user(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateProjectAsync("acme/charts");
        await data.Get<Registry.Web.Projects.Renaming>().RenameAsync("acme", "umbrella", Rooms.Somebody, CancellationToken.None);

        await RefuseAsync(data, "acme", "The name 'acme' is taken.");
    }

    [Theory, EveryEngine]
    public async Task Of_two_at_once_for_one_name_one_gets_it(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => data.CreateUserAsync("ada", $"{n}@example.com"))));

        Assert.Single(results.OfType<UserCreationResult.Created>());
        Assert.All(results.OfType<UserCreationResult.Invalid>(), refused => Assert.Equal(["The name 'ada' is taken."], refused.Reasons));
    }

    [Theory, EveryEngine]
    public async Task Of_two_at_once_for_one_address_one_gets_it(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => data.CreateUserAsync($"ada-{n}", "ada@example.com"))));

        Assert.Single(results.OfType<UserCreationResult.Created>());
        Assert.All(results.OfType<UserCreationResult.Invalid>(), refused => Assert.Equal(["Email 'ada@example.com' is already taken."], refused.Reasons));
    }

    [Fact]
    public void A_new_user_prints_no_password() => Assert.Equal("ada", $"{new NewUser("ada", "a@example.com", "correct-horse", IsAdmin: true)}");

    private static async Task RefuseAsync(TestDatabase data, string name, string reason, string? email = null, string password = "correct-horse") =>
        Assert.Equal([reason], Assert.IsType<UserCreationResult.Invalid>(await data.CreateUserAsync(name, email ?? "somebody@example.com", password)).Reasons);
}
