using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Administration;

/// <summary>An administrator helps somebody whose phone is lost.</summary>
public sealed class UserTwoFactorTests
{
    [Theory, EveryEngine]
    public async Task An_administrator_takes_it_off_and_the_audit_tells_who_did(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("root", isAdmin: true);
        var ada = await registry.CreateUserAsync("ada");
        await EnableAsync(registry, ada.Id);
        using var root = await FormBrowser.SignedInAsync(registry, "root");
        var page = $"/admin/users/{ada.Id}";
        Assert.Contains("Take two-factor authentication off ada?", (await root.GetAsync(page)).Text, StringComparison.Ordinal);

        var taken = await root.SendAsync(page, "two-factor-off");

        Assert.Equal((302, $"{page}?done=two_factor"), (taken.Status, root.Goal(taken)));
        var after = await root.GetAsync($"{page}?done=two_factor");
        Assert.Contains("The password alone signs the user in now.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("two-factor-off", after.Text, StringComparison.Ordinal);
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        await using var database = registry.Open();
        var told = Assert.Single(await database.AuditEvents.Where(one => one.Action == "two_factor.disable").ToListAsync());
        Assert.Equal(("ada", "root", "127.0.0.1"), (told.Target, told.Actor.Name, told.Address));
    }

    [Fact]
    public async Task Nobody_else_does_nor_an_administrator_for_the_own_account_there()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var admin = await registry.CreateUserAsync("root", isAdmin: true);
        var ada = await registry.CreateUserAsync("ada");
        await registry.CreateUserAsync("eve");
        using var root = await FormBrowser.SignedInAsync(registry, "root");
        using var eve = await FormBrowser.SignedInAsync(registry, "eve");
        await EnableAsync(registry, admin.Id);
        await EnableAsync(registry, ada.Id);

        Assert.Contains("href=\"-/user_settings/two_factor_auth\"", (await root.GetAsync($"/admin/users/{admin.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(400, (await root.SendAsync($"/admin/users/{admin.Id}", "two-factor-off")).Status);
        Assert.Equal(403, (await eve.SendAsync($"/admin/users/{ada.Id}", "two-factor-off")).Status);

        await using var database = registry.Open();
        Assert.Equal(2, await database.Users.CountAsync(user => user.TwoFactorEnabled));
    }

    private static async Task EnableAsync(RunningRegistry registry, long userId)
    {
        await using var scope = registry.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await scope.ServiceProvider.GetRequiredService<TwoFactor>().BeginAsync(userId, CancellationToken.None);
        var user = (await users.FindByIdAsync($"{userId}"))!;
        user.TwoFactorEnabled = true; // by itself the stamp that ends sessions stays
        Assert.True((await users.UpdateAsync(user)).Succeeded);
    }
}
