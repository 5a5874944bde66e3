using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Accounts;

public sealed class PasswordPageTests
{
    private const string Page = "/-/user_settings/password";

    [Theory, EveryEngine]
    public async Task Another_password_ends_the_other_sessions_and_the_page_names_the_passkeys_that_are_left(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");
        using var other = await FormBrowser.SignedInAsync(registry, "ada");
        Assert.DoesNotContain("goes on signing you in", (await browser.GetAsync(Page)).Text, StringComparison.Ordinal);
        await registry.AddPasskeyAsync(ada, "work laptop");

        var changed = await browser.SendAsync(Page, "password", ("Input.Current", "correct horse"), ("Input.New", "another horse"), ("Input.Repeat", "another horse"));

        Assert.Equal((302, $"{Page}?done=changed"), (changed.Status, browser.Goal(changed)));
        var told = await browser.GetAsync($"{Page}?done=changed");
        Assert.Equal(200, told.Status);
        Assert.Contains("The password is changed. Other browsers are signed out.", told.Text, StringComparison.Ordinal);
        Assert.Contains("A passkey goes on signing you in too:", told.Text, StringComparison.Ordinal);
        Assert.Contains("work laptop", told.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"-/user_settings/passkeys\">Remove those you do not trust</a>", told.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await other.GetAsync(Page)).Status);
        Assert.Single(await registry.Services.GetRequiredService<Sessions>().ListAsync(ada.Id, 10, CancellationToken.None));
    }
}
