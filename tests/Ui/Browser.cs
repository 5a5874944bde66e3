using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Ui;

/// <summary>The system's Chromium in front of a running registry; tests of one class share both.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        // The browser speaks to the registry alone.
        "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability",
        "--disable-sync", "--metrics-recording-only", "--no-first-run", "--no-default-browser-check", "--no-pings",
        "--disable-features=MediaRouter,OptimizationHints,Translate",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private RegistryProcess? _registry;

    public RegistryProcess Registry => _registry!;

    public async Task InitializeAsync()
    {
        _registry = await RegistryProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Headless = true });
    }

    /// <summary>
    /// Runs a scenario on a page of its own, signed in nowhere, with addresses relative to the registry.
    /// When it fails, a screenshot, a trace (for <c>playwright show-trace</c>) and the registry's output stay in TestResults.
    /// </summary>
    /// <param name="scenario">What the visitor does and sees.</param>
    /// <param name="name">Names the files; the test's own name when left out.</param>
    public async Task VisitAsync(Func<IPage, Task> scenario, [CallerMemberName] string name = "")
    {
        await using var context = await _chromium!.NewContextAsync(new() { BaseURL = Registry.Address.ToString() });
        await context.Tracing.StartAsync(new() { Title = name, Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        try
        {
            await scenario(page);
        }
        catch
        {
            var kept = RepositoryRoot.Combine("TestResults", "Ui", name);
            await page.ScreenshotAsync(new() { Path = $"{kept}.png", FullPage = true });
            await context.Tracing.StopAsync(new() { Path = $"{kept}.zip" });
            await File.WriteAllTextAsync($"{kept}.log", Registry.Printed);
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
    }
}
