using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where somebody lets a command line in.</summary>
internal sealed class CommandLinePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Fact(string text) => page.GetByText(text, new() { Exact = true });

    public Task LetInAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Sign it in" }).ClickAsync();
}
