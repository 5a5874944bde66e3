using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>A version of a package.</summary>
internal sealed class PackagePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The commands of the client that is chosen.</summary>
    public ILocator Install => page.GetByRole(AriaRole.Region, new() { Name = "Install", Exact = true }).Locator(".alternative:has(:checked) pre");

    public ILocator Version => page.GetByLabel("Version", new() { Exact = true });

    public ILocator Values => page.GetByRole(AriaRole.Table, new() { Name = "Values", Exact = true }).Locator("tbody tr");

    public ILocator Tags => page.GetByRole(AriaRole.Table, new() { Name = "Dist-tags" }).Locator("tbody tr");

    public async Task OpenTabAsync(string name)
    {
        var tab = page.GetByRole(AriaRole.Navigation, new() { Name = "Package", Exact = true }).GetByRole(AriaRole.Link, new() { Name = name });
        await tab.ClickAsync();
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-current", "page");
    }

    /// <summary>Opens the menu of actions and answers the one of that name.</summary>
    public async Task<ILocator> ActionAsync(string name)
    {
        await page.GetByLabel("More actions").ClickAsync();
        return page.GetByRole(AriaRole.Button, new() { Name = name });
    }

    /// <summary>The sums by their names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SumsAsync()
    {
        var sums = new Dictionary<string, string>();
        foreach (var name in (string[])["MD5", "SHA-1", "SHA-256", "SHA-512"])
        {
            sums[name] = (await page.Locator(".file dt").GetByText(name, new() { Exact = true }).Locator("xpath=../dd//code").InnerTextAsync()).Trim();
        }

        return sums;
    }

    public async Task<byte[]> DownloadAsync(string fileName)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = $"Download {fileName}" }).ClickAsync());
        if (download.SuggestedFilename != fileName)
        {
            throw new InvalidOperationException($"Downloaded as {download.SuggestedFilename}.");
        }

        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
