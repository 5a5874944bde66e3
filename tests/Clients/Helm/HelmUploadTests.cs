using Xunit;

namespace Registry.Clients.Helm;

/// <summary>curl's side: who may push, and what is a chart.</summary>
public class HelmUploadTests(TestRegistry registry) : HelmTests(registry)
{
    private const int HttpRefused = 22;

    [Fact]
    public async Task Nobody_pushes_without_credentials()
    {
        await RefusedAsync(401, Registry.Public, credentials: null);
        await RefusedAsync(401, Registry.Private, credentials: null);
    }

    [Fact]
    public async Task A_reporter_may_not_push()
    {
        await RefusedAsync(403, Registry.Public, Registry.Reporter);
        await RefusedAsync(403, Registry.Private, Registry.Reporter);
    }

    [Fact]
    public async Task A_stranger_may_not_push_and_does_not_learn_of_private_projects()
    {
        await RefusedAsync(403, Registry.Public, Registry.Stranger);
        await RefusedAsync(404, Registry.Private, Registry.Stranger);
    }

    [Fact]
    public async Task A_deploy_token_that_may_only_read_does_not_push()
    {
        var printed = await Registry.PrintAsync("deploy-token", "create", Registry.Private.FullPath, "--name", "read", "--scopes", "read_package_registry");
        var parts = printed.Split(' ');

        await RefusedAsync(403, Registry.Private, new Credentials(parts[0], parts[1]));
    }

    [Fact]
    public async Task What_is_not_a_chart_is_refused_with_the_reason_and_leaves_the_channel_empty()
    {
        using var helm = new HelmClient("3.10.1");
        var file = Path.Combine(helm.WorkingDirectory, "demo-0.1.0.tgz");
        await File.WriteAllTextAsync(file, "no archive at all");

        var answer = await Curl.UploadChartAsync(file, Registry.Private.HelmUpload(Channel), Registry.Developer);

        Assert.Equal((HttpRefused, 422), (answer.Result.ExitCode, answer.Status));
        Assert.NotEmpty(answer.Field("message")!);
        Assert.NotEmpty(answer.Field("error")!);
        await AddAsync(helm, Registry.Private);
        Assert.Equal("No results found\n", (await helm.RunAsync("search", "repo", "stable/")).Succeeded().Output);
    }

    private async Task RefusedAsync(int status, TestProject project, Credentials? credentials)
    {
        using var helm = new HelmClient("3.10.1");
        var chart = await TestChart.CreateAsync(helm, "demo", "0.1.0");

        var answer = await Curl.UploadChartAsync(chart.File, project.HelmUpload(Channel), credentials);

        Assert.Equal((HttpRefused, status), (answer.Result.ExitCode, answer.Status));
        Assert.NotEmpty(answer.Field("message")!);
    }
}
