using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;
using Registry.Tests.Hosting;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Hosting.Commands;

/// <summary>Accounts at the command line, as the running server knows them at once.</summary>
public sealed class UserCommandTests(CommandServer server) : IClassFixture<CommandServer>
{
    [Fact]
    public async Task A_password_can_come_by_standard_input()
    {
        var made = await server.Process.RunWithInputAsync("correct-horse\nanother line\n", "user", "create", "ina", "--email", "ina@example.com", "--password", "-");
        var weak = await server.Process.RunWithInputAsync("short\n", "user", "create", "weak", "--email", "weak@example.com", "--password", "-");

        Assert.Matches(@"^\d+\n$", made.Succeeded().Output);
        Assert.Equal((1, "", "Passwords must be at least 8 characters.\n"), (weak.ExitCode, weak.Output, weak.Error));
    }

    [Fact]
    public async Task Another_password_lets_in_and_ends_the_sessions_that_began_with_the_former()
    {
        await using var registry = await RunningRegistry.StartAsync();
        await registry.CreateUserAsync("ada");
        using var before = await FormBrowser.SignedInAsync(registry, "ada");

        var changed = await RegistryProcess.RunOnAsync(registry.DataDirectory, "user", "password", "ADA", "--password", "battery staple");

        Assert.Equal((0, "ada has another password\n", ""), (changed.ExitCode, changed.Output, changed.Error));
        Assert.Equal(302, (await before.GetAsync("/-/user_settings/profile")).Status);
        using var browser = new FormBrowser(registry);
        Assert.Contains("The user name or the password is wrong.", (await browser.SignInAsync("ada", "correct horse")).Text, StringComparison.Ordinal);
        Assert.Equal("/", browser.Goal(await browser.SignInAsync("ada", "battery staple")));
        Assert.Equal("command line user.update ada", await LastOfOperatorAsync(registry));
    }

    [Fact]
    public async Task Two_factor_authentication_is_taken_off_whose_phone_is_lost_and_the_sessions_end()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var ada = await registry.CreateUserAsync("ada");
        using var before = await FormBrowser.SignedInAsync(registry, "ada");
        await EnableAsync(registry, ada.Id);
        using var browser = new FormBrowser(registry);
        Assert.Equal("/users/two_factor", browser.Goal(await browser.SignInAsync("ada", "correct horse")));

        var taken = await RegistryProcess.RunOnAsync(registry.DataDirectory, "user", "two-factor-off", "Ada");

        Assert.Equal((0, "ada signs in by password alone\n", ""), (taken.ExitCode, taken.Output, taken.Error));
        Assert.Equal(302, (await before.GetAsync("/-/user_settings/profile")).Status);
        Assert.Equal("/", browser.Goal(await browser.SignInAsync("ada", "correct horse")));
        Assert.Equal("command line two_factor.disable ada", await LastOfOperatorAsync(registry));
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

    private static async Task<string> LastOfOperatorAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        return await database.AuditEvents.Where(one => one.Actor.Kind == ActorKind.CommandLine).OrderByDescending(one => one.Id)
            .Select(one => one.Actor.Name + " " + one.Action + " " + one.Target).FirstAsync();
    }
}
