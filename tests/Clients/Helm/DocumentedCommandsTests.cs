using Xunit;

namespace Registry.Clients.Helm;

/// <summary>
/// The commands of GitLab's pages about Helm, letter for letter but for what they leave open: host, project, channel, user and
/// token. Any change here is a change to what people have in their scripts.
/// </summary>
public class DocumentedCommandsTests(TestRegistry registry) : HelmTests(registry)
{
    [Theory]
    [InlineData(CredentialKind.Personal)]
    [InlineData(CredentialKind.Deploy)]
    [InlineData(CredentialKind.Job)]
    public async Task The_API_page_uploads_a_chart_under_any_file_name_and_downloads_it_again(CredentialKind kind)
    {
        using var helm = new HelmClient("3.10.1");
        var chart = await TestChart.WriteAsync(helm, "mychart", "0.1.0");
        File.Move(chart.File, Path.Combine(helm.WorkingDirectory, "mychart.tgz"));

        Assert.Equal("""{"message":"201 Created"}""", await RunAsync(helm, kind, """
            curl --request POST \
                 --form 'chart=@mychart.tgz' \
                 --user <username>:<personal_access_token> \
                 --url "https://gitlab.example.com/api/v4/projects/1/packages/helm/api/stable/charts"
            """));
        File.Delete(Path.Combine(helm.WorkingDirectory, "mychart.tgz"));

        var index = await RunAsync(helm, kind, """
            curl --user <username>:<personal_access_token> \
                 --url "https://gitlab.example.com/api/v4/projects/1/packages/helm/stable/index.yaml"
            """);
        Assert.Contains("    - \"charts/mychart-0.1.0.tgz\"\n", index, StringComparison.Ordinal);

        await RunAsync(helm, kind, """
            curl --user <username>:<personal_access_token> \
                 --url "https://gitlab.example.com/api/v4/projects/1/packages/helm/stable/index.yaml" \
                 --remote-name
            """);
        Assert.Equal(index, await File.ReadAllTextAsync(Path.Combine(helm.WorkingDirectory, "index.yaml")));

        await RunAsync(helm, kind, """
            curl --user <username>:<personal_access_token> \
                 --url "https://gitlab.example.com/api/v4/projects/1/packages/helm/stable/charts/mychart.tgz" \
                 --remote-name
            """);
        Assert.Equal(chart.Bytes, await File.ReadAllBytesAsync(Path.Combine(helm.WorkingDirectory, "mychart.tgz")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_guide_publishes_with_curl_and_installs_with_helm(string version)
    {
        using var helm = new HelmClient(version);
        await TestChart.WriteAsync(helm, "mychart", "0.1.0");
        foreach (var project in (string[])[Registry.Private.Id, Registry.Private.EncodedPath])
        {
            Assert.Equal("""{"message":"201 Created"}""", await RunAsync(helm, CredentialKind.Deploy, """
                curl --fail-with-body --request POST \
                     --form 'chart=@mychart-0.1.0.tgz' \
                     --user <username>:<access_token> \
                     https://gitlab.example.com/api/v4/projects/<project_id>/packages/helm/api/<channel>/charts
                """, project));
        }

        // install would need a cluster; template takes the same way up to it.
        var rendered = await RunAsync(helm, CredentialKind.Deploy, """
            helm repo add --username <username> --password <access_token> project-1 https://gitlab.example.com/api/v4/projects/<project_id>/packages/helm/<channel>
            helm repo update
            helm template my-release project-1/mychart
            """);

        Assert.Contains("\"project-1\" has been added to your repositories", rendered, StringComparison.Ordinal);
        Assert.Contains("name: my-release-mychart", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guides_pipeline_publishes_with_its_job_token()
    {
        using var helm = new HelmClient("3.10.1");
        await TestChart.WriteAsync(helm, "mychart", "0.1.0");

        var uploaded = (await helm.ShellAsync(
            Filled("""curl --fail-with-body --request POST --user gitlab-ci-token:$CI_JOB_TOKEN --form "chart=@mychart-0.1.0.tgz" "${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/packages/helm/api/<channel>/charts" """, CredentialKind.Job),
            ("CI_JOB_TOKEN", Registry.For(Registry.Private, CredentialKind.Job).Password),
            ("CI_API_V4_URL", $"{Registry.Server.Address}api/v4"),
            ("CI_PROJECT_ID", Registry.Private.Id))).Succeeded();

        Assert.Equal("""{"message":"201 Created"}""", uploaded.Output);
        await AddAsync(helm, Registry.Private);
        Assert.NotEmpty(await helm.PullAsync("stable/mychart"));
    }

    [Fact]
    public async Task A_chart_that_would_not_be_visible_is_refused_at_once_in_the_guides_words()
    {
        using var helm = new HelmClient("3.10.1");
        var chart = await TestChart.WriteAsync(helm, "mychart", "1.2");

        var answer = await Curl.UploadChartAsync(chart.File, Registry.Private.HelmUpload(Channel), Registry.Developer);

        Assert.Equal(422, answer.Status);
        Assert.Equal("Validation failed: Version is invalid", answer.Field("message"));
    }

    private async Task<string> RunAsync(HelmClient helm, CredentialKind kind, string script, string? project = null) =>
        (await helm.ShellAsync(Filled(script, kind, project))).Succeeded().Output;

    private string Filled(string script, CredentialKind kind, string? project = null)
    {
        var (user, password) = Registry.For(Registry.Private, kind);
        return script
            .Replace("https://gitlab.example.com/", $"{Registry.Server.Address}", StringComparison.Ordinal)
            .Replace("/projects/1/", $"/projects/{Registry.Private.Id}/", StringComparison.Ordinal)
            .Replace("<project_id>", project ?? Registry.Private.Id, StringComparison.Ordinal)
            .Replace("/stable/", $"/{Channel}/", StringComparison.Ordinal)
            .Replace("<channel>", Channel, StringComparison.Ordinal)
            .Replace("<username>", user, StringComparison.Ordinal)
            .Replace("<personal_access_token>", password, StringComparison.Ordinal)
            .Replace("<access_token>", password, StringComparison.Ordinal);
    }
}
