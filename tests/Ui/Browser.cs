using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Ui;

/// <summary>The system's Chromium in front of a running registry; tests of one class share both.</summary>
public class Browser : IAsyncLifetime
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

    /// <summary>Where the start page is, with a slash at the end.</summary>
    public Uri Start => new(Registry.Address, $"{PathBase.TrimStart('/')}/".TrimStart('/'));

    /// <summary>The setting <c>Registry:PathBase</c>.</summary>
    protected virtual string PathBase => "";

    public async Task InitializeAsync()
    {
        _registry = await RegistryProcess.StartAsync(new Dictionary<string, string?> { ["Registry:PathBase"] = PathBase });
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Headless = true });
        await FillAsync();
    }

    /// <summary>
    /// Runs a scenario on a page of its own, signed in nowhere, with addresses relative to the start page, such as "explore".
    /// An error in the browser's console, and a breach of the page's policy is one, fails it. When it fails, a screenshot,
    /// a trace (for <c>playwright show-trace</c>) and the registry's output stay in TestResults.
    /// </summary>
    /// <param name="scenario">What the visitor does and sees.</param>
    /// <param name="options">What kind of browser: narrow, dark, without script.</param>
    /// <param name="name">Names the files; the test's own name when left out.</param>
    /// <param name="complains">Whether the browser may complain in its console, as of a server that is gone.</param>
    /// <param name="traces">Whether a trace is kept of what the browser does, which takes as long again.</param>
    public async Task VisitAsync(Func<IPage, Task> scenario, BrowserNewContextOptions? options = null, [CallerMemberName] string name = "", bool complains = false, bool traces = true)
    {
        options ??= new();
        options.BaseURL = Start.ToString();
        await using var context = await _chromium!.NewContextAsync(options);
        if (traces)
        {
            await context.Tracing.StartAsync(new() { Title = name, Screenshots = true, Snapshots = true });
        }

        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        var console = new ConsoleErrors(page);
        try
        {
            await scenario(page);
            if (!complains)
            {
                Assert.Empty(console.Found);
            }
        }
        catch
        {
            var kept = RepositoryRoot.Combine("TestResults", "Ui", name);
            await page.ScreenshotAsync(new() { Path = $"{kept}.png", FullPage = true });
            if (traces)
            {
                await context.Tracing.StopAsync(new() { Path = $"{kept}.zip" });
            }

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

    /// <summary>Fills the fresh registry before the first test.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;
}
