using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>A version of a package.</summary>
internal sealed class PackagePage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Install => page.GetByRole(AriaRole.Region, new() { Name = "Install", Exact = true }).Locator("pre");

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
