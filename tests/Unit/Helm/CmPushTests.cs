using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Registry.Data;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>
/// The plugin helm cm-push as it shows on the wire: it puts the upload's address together from the index's contextPath and the
/// repository's address, and sends the form in chunks with an absolute file name.
/// </summary>
public sealed partial class CmPushTests
{
    [Theory]
    [InlineData("/api/v4/projects/{id}/packages/helm/stable", "")]
    [InlineData("/api/v4/projects/{id}/packages/helm/stable/", "")]
    [InlineData("/registry/api/v4/projects/{id}/packages/helm/stable", "/registry")]
    public async Task A_repository_added_by_number_takes_a_push(string repository, string pathBase)
    {
        await using var stage = await Stage.CreateAsync(settings: $"--Registry:PathBase={pathBase}");
        var path = repository.Replace("{id}", $"{stage.Id}", StringComparison.Ordinal);

        var answer = await PushAsync(stage, path, await ContextPathAsync(stage, path));

        Assert.Equal("""201 {"message":"201 Created"}""", answer.ToString());
        Assert.Contains("mychart-0.1.0.tgz", (await stage.Registry.GetAsync($"{path.TrimEnd('/')}/index.yaml", stage.Token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_a_repository_added_by_path_it_learns_what_to_do()
    {
        await using var stage = await Stage.CreateAsync();
        var path = "/api/v4/projects/acme/tools/charts/packages/helm/stable";

        var answer = await PushAsync(stage, path, await ContextPathAsync(stage, path));

        Assert.Equal(404, answer.Status);
        Assert.Matches("\"error\":\"There is no such upload address\\. For helm cm-push add the repository by the project.+s number: http://127\\.0\\.0\\.1:\\d+/api/v4/projects/\\d+/packages/helm/.+channel.+\"", answer.Text);
    }

    [Fact]
    public async Task Its_refusals_carry_an_error_that_the_plugin_prints()
    {
        await using var stage = await Stage.CreateAsync();
        var path = $"/api/v4/projects/{stage.Id}/packages/helm/stable";

        var answer = await PushAsync(stage, path, $"/api/v4/projects/{stage.Id}/packages/helm", token: "wrong");

        Assert.Equal("""401 {"message":"401 Unauthorized","error":"401 Unauthorized"}""", answer.ToString());
    }

    private static async Task<string> ContextPathAsync(Stage stage, string repository)
    {
        var index = await stage.Registry.GetAsync($"{repository.TrimEnd('/')}/index.yaml", stage.Token);
        return ContextPath().Match(index.Text).Groups["path"].Value;
    }

    // url.Path = path.Join(contextPath, "api", strings.TrimPrefix(url.Path, contextPath), "charts")
    private static Task<HttpAnswer> PushAsync(Stage stage, string repository, string contextPath, string? token = null)
    {
        var rest = repository.StartsWith(contextPath, StringComparison.Ordinal) ? repository[contextPath.Length..] : repository;
        var path = Slashes().Replace($"{contextPath}/api/{rest}/charts", "/");
        var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(TestCharts.Package());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "\"chart\"", "\"/tmp/helm-push-123/mychart-0.1.0.tgz\"");
        return stage.Registry.SendAsync(HttpMethod.Post, $"{path}?force", content: form, headers: headers =>
        {
            headers.Authorization = RunningRegistry.Basic(token ?? stage.Token);
            headers.TransferEncodingChunked = true;
            headers.UserAgent.ParseAdd("Go-http-client/1.1");
            headers.AcceptEncoding.ParseAdd("gzip");
        });
    }

    [GeneratedRegex("contextPath: \"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContextPath();

    [GeneratedRegex("/+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slashes();
}
