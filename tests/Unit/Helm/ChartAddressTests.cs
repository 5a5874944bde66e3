using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>The addresses of charts, as clients of all kinds send them.</summary>
public sealed class ChartAddressTests
{
    [Fact]
    public async Task A_chart_comes_whole_with_its_length_and_never_packed_again()
    {
        await using var stage = await Stage.CreateAsync();
        var chart = TestCharts.Package();
        await stage.UploadAsync(chart);

        var answer = await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz", headers => headers.AcceptEncoding.ParseAdd("gzip, deflate, br"));

        Assert.Equal(chart, answer.Bytes);
        Assert.Equal($"{chart.Length}", answer.Header("Content-Length"));
        Assert.Null(answer.Header("Content-Encoding"));
        Assert.Equal("bytes", answer.Header("Accept-Ranges"));
    }

    [Fact]
    public async Task A_plus_may_be_sent_as_it_is_or_encoded_and_means_no_space()
    {
        await using var stage = await Stage.CreateAsync();
        var chart = TestCharts.Package(version: "1.0.0+build.5");
        await stage.UploadAsync(chart);

        foreach (var plus in (string[])["+", "%2B", "%2b"])
        {
            Assert.Equal(chart, (await stage.GetAsync($"/stable/charts/mychart-1.0.0{plus}build.5.tgz")).Bytes);
        }

        Assert.Equal(404, (await stage.GetAsync("/stable/charts/mychart-1.0.0%20build.5.tgz")).Status);
        Assert.Equal(404, (await stage.GetAsync("/stable/charts/mychart-1.0.0%252Bbuild.5.tgz")).Status);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("../../../registry.db")]
    [InlineData("..%2F..%2F..%2Fregistry.db")]
    [InlineData("%2e%2e%2fmychart-0.1.0.tgz")]
    [InlineData("%2e%2e/charts/mychart-0.1.0.tgz")]
    [InlineData("..%5c..%5cmychart-0.1.0.tgz")]
    [InlineData("x%5cmychart-0.1.0.tgz")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("mychart-0.1.0.tgz%00")]
    [InlineData("mychart-0.1.0%00.tgz")]
    [InlineData("mychart-0.1.0.tgz%0a")]
    [InlineData("mychart-0.1.0.tgz%2F..")]
    [InlineData("%ff.tgz")]
    [InlineData("%zz.tgz")]
    [InlineData("%")]
    [InlineData(".tgz")]
    [InlineData(".tgz.prov")]
    [InlineData("-.tgz")]
    [InlineData("x")]
    public async Task A_name_that_is_no_charts_leads_nowhere(string name)
    {
        await using var stage = await Stage.CreateAsync();
        await stage.UploadAsync(TestCharts.Package());
        foreach (var folder in (string[])[$"{stage.Helm}/stable/charts", $"/api/v4/groups/acme/-/packages/helm/stable/charts/{stage.Id}"])
        {
            Assert.Contains((await stage.Registry.GetAsync($"{folder}/{name}", stage.Token)).Status, (int[])[400, 404]);
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Bearer")]
    [InlineData("own")]
    public async Task Every_carrier_is_the_same_caller_on_every_route(string carrier)
    {
        await using var stage = await Stage.CreateAsync();
        foreach (var (own, secret) in new[]
        {
            ("PRIVATE-TOKEN", stage.Token),
            ("Deploy-Token", await stage.Registry.CreateDeployTokenAsync(TokenScopeNames.Deploy, stage.Id)),
            ("JOB-TOKEN", await stage.Registry.OpenJobAsync(stage.Id, stage.User)),
        })
        {
            await SendAsync(HttpMethod.Post, "/api/stable/charts", 201);
            await SendAsync(HttpMethod.Get, "/stable/index.yaml", 200);
            await SendAsync(HttpMethod.Get, "/stable/charts/mychart-0.1.0.tgz", 200);

            async Task SendAsync(HttpMethod method, string path, int status)
            {
                var form = method == HttpMethod.Post ? RunningRegistry.Form(TestCharts.Package(more: $"description: {own} {carrier}\n")) : null;
                var answer = await stage.Registry.SendAsync(method, stage.Helm + path, content: form, headers: headers => headers.TryAddWithoutValidation(
                    carrier == "own" ? own : "Authorization",
                    carrier switch { "Basic" => RunningRegistry.Basic(secret).ToString(), "Bearer" => $"Bearer {secret}", _ => secret }));
                Assert.Equal(status, answer.Status);
            }
        }

        await using var database = stage.Registry.Open();
        Assert.Equal(["User", "DeployToken", "Job"], database.PackageFiles.OrderBy(file => file.Id).Select(file => file.Creator.Kind).AsEnumerable().Select(kind => $"{kind}"));
    }
}
