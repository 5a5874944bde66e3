using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where people sign in.</summary>
internal sealed class SignInPage(IPage page)
{
    public ILocator Problem => page.GetByRole(AriaRole.Alert);

    public async Task<SignInPage> OpenAsync()
    {
        await page.GotoAsync("users/sign_in");
        return this;
    }

    public async Task SubmitAsync(string login, string password)
    {
        await page.GetByLabel("User name or e-mail").FillAsync(login);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Signs in one of those that <see cref="FilledBrowser"/> made.</summary>
    public async Task SignInAsync(string user)
    {
        await OpenAsync();
        await SubmitAsync(user, FilledBrowser.PasswordOf(user));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your registry");
    }

    public async Task SignOutAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
