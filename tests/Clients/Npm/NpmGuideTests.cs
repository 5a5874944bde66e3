using Xunit;

namespace Registry.Clients.Npm;

/// <summary>What docs/clients.md tells people to write, letter for letter but for host, project and token.</summary>
[Collection(nameof(NpmWriting))]
public class NpmGuideTests(TestRegistry registry) : NpmTests(registry)
{
    [Theory]
    [MemberData(nameof(Npms))]
    public async Task A_scope_in_the_npmrc_of_a_project_publishes_and_installs(string name)
    {
        using var npm = NewClient(name, Registry.Public, credentials: null, NpmLevel.Instance);
        var widget = Registry.NewScopedName("widget");
        var (publisher, consumer) = (Folder(npm, widget, "1.0.0"), npm.NewConsumer());
        foreach (var folder in (string[])[publisher, consumer])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, ".npmrc"), Here("""
                @acme:registry=https://registry.example.com/api/v4/projects/42/packages/npm/
                //registry.example.com/api/v4/projects/42/packages/npm/:_authToken=${TOKEN}

                """));
        }

        (await npm.ShellAsync(publisher, "npm publish", ("TOKEN", Registry.Developer.Password))).Succeeded();
        (await npm.ShellAsync(consumer, $"npm install {widget}", ("TOKEN", Registry.Developer.Password))).Succeeded();

        Assert.Equal("1.0.0", NpmClient.InstalledVersion(consumer, widget));
    }

    [Theory]
    [MemberData(nameof(Npms))]
    public async Task A_pipeline_publishes_with_its_job_token(string name)
    {
        using var npm = NewClient(name, Registry.Public, credentials: null, NpmLevel.Instance);
        var widget = Registry.NewScopedName("widget");
        var folder = Folder(npm, widget, "1.0.0");

        var published = await npm.ShellAsync(folder, """
            echo "//${CI_SERVER_HOST}/api/v4/projects/${CI_PROJECT_ID}/packages/npm/:_authToken=${CI_JOB_TOKEN}" >> .npmrc
            npm publish --registry "${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/packages/npm/"
            """,
            ("CI_SERVER_HOST", Registry.Server.Address.Authority), // with a port, here
            ("CI_API_V4_URL", $"{Registry.Server.Address}api/v4"),
            ("CI_PROJECT_ID", Registry.Private.Id),
            ("CI_JOB_TOKEN", Registry.For(Registry.Private, CredentialKind.Job).Password));

        published.Succeeded();
        Assert.Equal(["1.0.0"], Versions(await PackumentAsync(widget)));
    }

    private string Here(string text) => text
        .Replace("https://registry.example.com", $"http://{Registry.Server.Address.Authority}", StringComparison.Ordinal)
        .Replace("//registry.example.com", $"//{Registry.Server.Address.Authority}", StringComparison.Ordinal)
        .Replace("/projects/42/", $"/projects/{Registry.Private.Id}/", StringComparison.Ordinal);
}
