using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Registry.Ui;

/// <summary>What the browser complains of: errors in its console, breaches of the page's policy among them, and scripts that throw.</summary>
internal sealed class ConsoleErrors
{
    private readonly ConcurrentQueue<(string Text, string Address)> _errors = new();
    private readonly ConcurrentBag<string> _pages = [];

    public ConsoleErrors(IPage page)
    {
        page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
            {
                _pages.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue((message.Text, message.Location.Split('#')[0]));
            }
        };
        page.PageError += (_, error) => _errors.Enqueue((error, ""));
    }

    /// <summary>All but the line that Chromium writes for a page whose status is 400 or more: that a test asks for.</summary>
    public IEnumerable<string> Found =>
        from error in _errors
        where !(error.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && _pages.Any(page => error.Address.StartsWith(page, StringComparison.Ordinal)))
        select $"{error.Address}: {error.Text}";
}
