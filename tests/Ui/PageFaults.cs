using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Registry.Ui;

/// <summary>What is wrong with a page as it stands, whatever it shows.</summary>
internal static partial class PageFaults
{
    // Whatever reaches past the window, unless it scrolls by itself.
    private const string TooWide = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 200))
        """;

    private const string Unlabelled = """
        () => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
          .filter(e => !e.labels.length && !e.getAttribute("aria-label")).map(e => e.outerHTML)
        """;

    private const string Nameless = """
        () => [...document.querySelectorAll("a, button")].filter(e => !e.textContent.trim() && !e.getAttribute("aria-label")).map(e => e.outerHTML)
        """;

    private const string Doubled = """
        () => [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)
        """;

    /// <summary>The faults in words; a picture of the page goes into <paramref name="folder"/>, and axe looks at it, unless that is null.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page, string address, string? folder, string? user)
    {
        var faults = new List<string>();
        foreach (var (what, script) in new[] { ("too wide", TooWide), ("without a label", Unlabelled), ("without a name", Nameless), ("twice", Doubled) })
        {
            var found = await page.EvaluateAsync<string[]>(script);
            faults.AddRange(found.Select(one => $"{address} has something {what}: {one}"));
        }

        foreach (var landmark in (string[])["h1", "main", "header.top", "footer"])
        {
            if (await page.Locator(landmark).CountAsync() != 1)
            {
                faults.Add($"{address} needs one {landmark}.");
            }
        }

        var title = await page.TitleAsync();
        if (!title.EndsWith(" · Registry", StringComparison.Ordinal))
        {
            faults.Add($"{address} is called “{title}”, without Registry at the end.");
        }

        if (folder is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{user ?? "nobody"}-{NotAName().Replace(address, "_")}.png"), FullPage = true });
            faults.AddRange((await page.RunAxe()).Violations.Select(violation => $"{address}: {Words(violation)}"));
        }

        return faults;
    }

    private static string Words(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Impact}): {violation.Help}{string.Concat(violation.Nodes.Select(node => $"{Environment.NewLine}    {node.Html}"))}";

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotAName();
}
