using System.Net;
using System.Text.RegularExpressions;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Somebody at the pages, by forms alone.</summary>
public sealed partial class Browser(RegistryProcess registry) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = registry.Address };

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(string name)
    {
        var page = await SubmitAsync(new Uri("users/sign_in", UriKind.Relative), ("Input.Login", name), ("Input.Password", TestRegistry.Password(name)));
        Assert.DoesNotContain("Input.Password", page, StringComparison.Ordinal);
    }

    /// <summary>Fills in the form of a page, sends it, and answers the page that comes of it.</summary>
    public async Task<string> SubmitAsync(Uri page, params (string Name, string Value)[] fields)
    {
        var shown = await _http.GetStringAsync(page);
        var form = shown[..shown.IndexOf("</form>", StringComparison.Ordinal)]; // the first: signing in by passkey is another
        var hidden = HiddenFields().Matches(form).Select(field => (WebUtility.HtmlDecode(field.Groups["name"].Value), WebUtility.HtmlDecode(field.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _http.PostAsync(page, content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenFields();
}
