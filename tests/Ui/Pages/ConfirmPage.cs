using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where somebody who is signed in shows once more who it is.</summary>
internal sealed class ConfirmPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Problem => page.GetByRole(AriaRole.Main).GetByText("The password is wrong.");

    public Task OpenAsync(string returnTo) => page.GotoAsync($"users/confirm?return_to={Uri.EscapeDataString(returnTo)}");

    public async Task ConfirmAsync(string password)
    {
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
    }
}
