using System.Net.Http.Headers;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Ui;

/// <summary>
/// A browser in front of a registry with people, projects and charts. ada is the administrator; jane develops in both projects of
/// acme; sten belongs to nothing. acme/tools/charts is public, acme/vault is private and empty.
/// </summary>
public class FilledBrowser : Browser
{
    public const string Public = "acme/tools/charts";
    public const string Private = "acme/vault";
    public const string LongName = "a-chart-with-a-name-that-is-as-long-as-somebody-could-want-it-to-be-and-then-some-more";
    public const string Sha = "3f786850e387550fdab836ed7e6dc881de23001b";

    public static string PasswordOf(string user) => $"Correct-horse-{user}-7";

    /// <summary>A fresh personal token that may publish.</summary>
    public Task<string> TokenOfAsync(string user) => PrintAsync("token", "create", "--user", user, "--name", "tests", "--scopes", "api");

    /// <summary>Runs the registry's command line and answers what it printed.</summary>
    public async Task<string> PrintAsync(params string[] args) => (await Registry.RunAsync(args)).Succeeded().Output.TrimEnd('\n');

    /// <summary>Publishes a chart as curl would.</summary>
    public async Task PublishAsync(string project, string token, byte[] chart, string channel = "stable")
    {
        using var client = new HttpClient { BaseAddress = Start };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(chart), "chart", "chart.tgz" } };
        using var answer = await client.PostAsync($"api/v4/projects/{Uri.EscapeDataString(project)}/packages/helm/api/{channel}/charts", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    protected override async Task FillAsync()
    {
        foreach (var (user, more) in new[] { ("ada", "--admin"), ("jane", null), ("sten", null) })
        {
            string[] create = ["user", "create", user, "--email", $"{user}@example.com", "--password", PasswordOf(user)];
            await PrintAsync(more is null ? create : [.. create, more]);
        }

        await PrintAsync("project", "create", Public, "--visibility", "public");
        await PrintAsync("project", "create", Private, "--visibility", "private");
        await PrintAsync("member", "add", Public, "jane", "developer");
        await PrintAsync("member", "add", Private, "jane", "developer");

        var token = await TokenOfAsync("jane");
        await PublishAsync(Public, token, TestCharts.Package("web-chart", "1.4.1"));
        await PublishAsync(Public, token, TestCharts.Package(LongName, "10.20.30-rc.1.with.a.long.tail+and.build.metadata"));
        var job = await PrintAsync("job-token", "create", Public, "--user", "jane", "--ref", "main", "--sha", Sha);
        await PublishAsync(Public, job, TestCharts.Package("web-chart", "1.4.2",
            "description: Deploys the web tier.\nappVersion: \"3.1.0\"\nkubeVersion: \">=1.27\"\nhome: https://example.com/a/home/page/with/a/rather/long/address\n"
            + "maintainers:\n  - name: Platform team\n    email: platform@example.com\nkeywords: [web, ingress]\n"));
    }
}
