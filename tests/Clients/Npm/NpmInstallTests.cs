using Xunit;

namespace Registry.Clients.Npm;

[Collection(nameof(NpmReading))]
public class NpmInstallTests(TestRegistry registry) : NpmTests(registry)
{
    public static TheoryData<string, NpmLevel> Everywhere
    {
        get
        {
            var rows = new TheoryData<string, NpmLevel>();
            foreach (var client in NpmClient.All)
            {
                foreach (var level in Enum.GetValues<NpmLevel>())
                {
                    rows.Add(client, level);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, NpmLevel> EachSomewhere => Turned(NpmClient.All);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public Task A_private_package_is_installed_by_tag_range_and_version_and_again_from_the_lock(string name, NpmLevel level) =>
        InstallAsync(name, Registry.Private, Registry.Developer, level);

    [Theory]
    [MemberData(nameof(EachSomewhere))]
    public Task A_public_package_is_installed_by_anybody(string name, NpmLevel level) => InstallAsync(name, Registry.Public, credentials: null, level);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_project_or_group_may_be_named_by_its_encoded_path(string name)
    {
        var (library, application) = await SendBothAsync(Registry.Private);
        var project = Registry.Private;
        var group = Uri.EscapeDataString(project.FullPath[..project.FullPath.LastIndexOf('/')]);
        foreach (var address in (string[])[$"api/v4/projects/{project.EncodedPath}/packages/npm/", $"api/v4/groups/{group}/-/packages/npm/"])
        {
            using var client = NpmClient.Create(name, new NpmSource(new Uri(project.Registry, address), Registry.Developer));
            var consumer = client.NewConsumer();

            (await client.AddAsync(consumer, application)).Succeeded();
            (await client.InstallLockedAsync(consumer)).Succeeded();

            Assert.Equal($"{application} with {library}@1.1.0", await client.RequireAsync(consumer, application));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_scope_may_have_a_registry_of_its_own(string name)
    {
        var (library, application) = await SendBothAsync(Registry.Private);
        using var client = NpmClient.Create(name, new NpmSource(Registry.Private.NpmRegistry(), Registry.Developer)
        {
            Scope = "acme",
            Default = Registry.Public.NpmRegistry(NpmLevel.Instance),
        });
        var consumer = client.NewConsumer();

        (await client.AddAsync(consumer, application)).Succeeded();
        (await client.InstallLockedAsync(consumer)).Succeeded();

        Assert.Equal($"{application} with {library}@1.1.0", await client.RequireAsync(consumer, application));
    }

    private async Task InstallAsync(string name, TestProject project, Credentials? credentials, NpmLevel level)
    {
        var (library, application) = await SendBothAsync(project);
        var plain = Registry.NewName("plain");
        foreach (var version in (string[])["1.0.0", "1.5.0", "2.0.0"])
        {
            await SendAsync(project, plain, version);
        }

        var exact = Registry.NewScopedName("exact");
        await SendAsync(project, exact, "0.1.0");
        await SendAsync(project, exact, "0.2.0");
        using var client = NewClient(name, project, credentials, level);
        var consumer = client.NewConsumer();

        var added = (await client.AddAsync(consumer, $"{application}@latest", $"{library}@next", $"{plain}@^1.0.0", $"{exact}@0.1.0")).Succeeded();

        await AssertInstalledAsync();
        (await client.InstallLockedAsync(consumer)).Succeeded();
        await AssertInstalledAsync();
        if (client is NpmCli && credentials is not null)
        {
            Assert.Contains("found 0 vulnerabilities", added.Output, StringComparison.Ordinal);
        }

        async Task AssertInstalledAsync()
        {
            Assert.Equal($"{application} with {library}@1.1.0", await client.RequireAsync(consumer, application));
            Assert.Equal($"{library}@3.0.0-rc.1", await client.RequireAsync(consumer, library));
            Assert.Equal($"{plain}@1.5.0", await client.RequireAsync(consumer, plain));
            Assert.Equal($"{exact}@0.1.0", await client.RequireAsync(consumer, exact));
        }
    }

    // An application that wants ^1.0.0 of a library, which has 1.1.0 among others.
    private async Task<(string Library, string Application)> SendBothAsync(TestProject project)
    {
        var library = Registry.NewScopedName("library");
        foreach (var (version, tag) in ((string, string)[])[("1.0.0", "latest"), ("1.1.0", "latest"), ("2.0.0", "latest"), ("3.0.0-rc.1", "next")])
        {
            await SendAsync(project, library, version, tag: tag);
        }

        var application = Registry.NewScopedName("application");
        await SendAsync(project, application, "1.0.0", $"\"dependencies\":{{\"{library}\":\"^1.0.0\"}}", module: $"module.exports = '{application} with ' + require('{library}');\n");
        return (library, application);
    }
}
