using Xunit;

namespace Registry.Unit.Accounts;

public sealed class SignInTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_passkey_that_is_none_is_refused_in_words(string credential)
    {
        await using var registry = await RunningRegistry.StartAsync();
        using var browser = new FormBrowser(registry);
        await browser.GetAsync("/users/sign_in");

        var answer = await browser.SendAsync("/users/sign_in", "passkey-sign-in", ("credential", credential));

        Assert.Equal(200, answer.Status);
        Assert.Contains("That passkey was not accepted. Try again, or sign in with your password.", answer.Text, StringComparison.Ordinal);
    }
}
