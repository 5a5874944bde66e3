using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Builds publish without any stored secret: npm and pnpm exchange the ID token of the system that runs them by themselves.</summary>
public class TrustedPublishingTests(TrustingRegistry registry) : IClassFixture<TrustingRegistry>
{
    /// <summary>Those that know how.</summary>
    public static TheoryData<string> Exchangers => ["npm-11", "npm-12", "pnpm-11", "pnpm-12"];

    [Theory]
    [MemberData(nameof(Exchangers))]
    public async Task A_run_of_GitHub_publishes_and_nothing_secret_was_stored(string name)
    {
        using var client = NewClient(name);
        var package = NewName();
        var folder = PackageFolder.Write(Path.Combine(client.WorkingDirectory, "package"), package, "1.0.0");

        client.Surroundings = OnGitHub();
        (await client.PublishAsync(folder)).Succeeded();

        await AssertPublishedAsync(package, $"{registry.GitHub.Address}/acme/web/actions/runs/9001");
    }

    [Theory]
    [MemberData(nameof(Exchangers))]
    public async Task A_job_of_GitLab_publishes_and_nothing_secret_was_stored(string name)
    {
        using var client = NewClient(name);
        var package = NewName();
        var folder = PackageFolder.Write(Path.Combine(client.WorkingDirectory, "package"), package, "1.0.0");

        client.Surroundings = await OnGitLabAsync(TrustingRegistry.Audience);
        (await client.PublishAsync(folder)).Succeeded();

        await AssertPublishedAsync(package, $"{registry.GitLab.Address}/acme/web/-/pipelines/574");
    }

    [Fact]
    public async Task Npm_12_sets_a_tag_the_same_way()
    {
        using var client = NewClient("npm-12");
        var package = NewName();
        var folder = PackageFolder.Write(Path.Combine(client.WorkingDirectory, "package"), package, "1.0.0");
        client.Surroundings = OnGitHub();
        (await client.PublishAsync(folder)).Succeeded();

        (await client.AddTagAsync(package, "1.0.0", "stable")).Succeeded();

        Assert.Contains("stable", (await SignedIn("npm-12", async signedIn => (await signedIn.ListTagsAsync(package)).Succeeded().Output)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npm-11")]
    [InlineData("npm-12")]
    public async Task A_token_for_another_registry_publishes_nothing(string name)
    {
        using var client = NewClient(name);
        var package = NewName();
        var folder = PackageFolder.Write(Path.Combine(client.WorkingDirectory, "package"), package, "1.0.0");

        client.Surroundings = await OnGitLabAsync("npm:registry.npmjs.org");
        (await client.PublishAsync(folder)).Refused();

        await SignedIn(name, async signedIn =>
        {
            (await signedIn.RunAsync("view", package)).Refused();
            return "";
        });
    }

    [Fact]
    public async Task The_exchange_for_scripts_publishes_a_chart_with_curl()
    {
        using var helm = new Helm.HelmClient("3.10.1");
        await Helm.TestChart.WriteAsync(helm, "mychart", "0.1.0");

        var uploaded = (await helm.ShellAsync(
            """
            token=$(curl --silent --fail-with-body --request POST --form "token=$REGISTRY_ID_TOKEN" --form "project=acme/web" "$REGISTRY/api/v4/oidc/token" | sed 's/.*"token":"\([^"]*\)".*/\1/')
            curl --silent --fail-with-body --user "gitlab-ci-token:$token" --form 'chart=@mychart-0.1.0.tgz' "$REGISTRY/api/v4/projects/acme%2Fweb/packages/helm/api/stable/charts"
            """,
            ("REGISTRY", $"{registry.Server.Address}".TrimEnd('/')),
            ("REGISTRY_ID_TOKEN", await registry.GitLab.IssueAsync(TrustingRegistry.Audience)))).Succeeded();

        Assert.Equal("""{"message":"201 Created"}""", uploaded.Output);
    }

    private static string NewName() => $"@acme/trusted-{Guid.NewGuid():N}";

    // Nobody has written down any token for it.
    private NpmClient NewClient(string name) => NpmClient.Create(name, new NpmSource(registry.Project.NpmRegistry(), Credentials: null));

    private async Task<string> SignedIn(string name, Func<NpmClient, Task<string>> use)
    {
        using var client = NpmClient.Create(name, new NpmSource(registry.Project.NpmRegistry(), registry.Maintainer));
        return await use(client);
    }

    private (string, string)[] OnGitHub() =>
    [
        ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("ACTIONS_ID_TOKEN_REQUEST_URL", registry.GitHub.TokenAddress), ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", registry.GitHub.Secret),
    ];

    private async Task<(string, string)[]> OnGitLabAsync(string audience) => [("CI", "true"), ("GITLAB_CI", "true"), ("NPM_ID_TOKEN", await registry.GitLab.IssueAsync(audience))];

    private async Task AssertPublishedAsync(string package, string run)
    {
        var pipelines = (await registry.GetAsync("/pipelines")).EnumerateArray().ToList();
        var pipeline = Assert.Single(pipelines, one => one.GetProperty("web_url").GetString() == run);
        Assert.Equal(("main", TrustingRegistry.Sha, "push"), (pipeline.GetProperty("ref").GetString(), pipeline.GetProperty("sha").GetString(), pipeline.GetProperty("source").GetString()));
        await SignedIn("npm-11", async client =>
        {
            Assert.Equal("1.0.0", (await client.ViewAsync(package)).GetProperty("version").GetString());
            return "";
        });
    }
}
