using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Where a package is uploaded in the browser.</summary>
internal sealed class UploadPage(IPage page, string project)
{
    public ILocator Channel => page.GetByLabel("Channel");

    public Task OpenAsync(string type) => page.GotoAsync($"{project}/-/packages/new?type={type}");

    public async Task PublishAsync(byte[] file)
    {
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "whatever.tgz", MimeType = "application/gzip", Buffer = file });
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
    }
}
