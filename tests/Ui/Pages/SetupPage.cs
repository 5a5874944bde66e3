using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where the first administrator is made.</summary>
internal sealed partial class SetupPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The link that a fresh registry prints.</summary>
    public static async Task<string> LinkOfAsync(Browser browser) =>
        (await browser.Registry.PrintsAsync(Link()).WaitAsync(TimeSpan.FromSeconds(30))).Groups["link"].Value;

    public async Task SubmitAsync(string userName, string email, string password, string repeat)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByLabel("Password again").FillAsync(repeat);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
    }

    [GeneratedRegex(@"Create its administrator: (?<link>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
