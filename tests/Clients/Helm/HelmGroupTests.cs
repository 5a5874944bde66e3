using System.Net.Http.Headers;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>A group as one repository over all its projects.</summary>
public class HelmGroupTests(TestRegistry registry) : HelmTests(registry)
{
    private string[] Verify => ["--verify", "--keyring", Registry.SigningKey.PublicKeyring];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_private_group_is_one_repository_however_it_is_named(string version)
    {
        using var helm = new HelmClient(version);
        const string group = "acme/vault";
        var (path, name) = ($"{group}/{Channel}", $"second-{Channel}");
        var other = new TestProject(Registry.Server.Address, await Registry.PrintAsync("project", "create", path), path);
        await Registry.PrintAsync("member", "add", group, Registry.Developer.UserName, "developer");
        var first = await TestChart.WriteAsync(helm, "first", "0.1.0+build.5", key: Registry.SigningKey);
        var second = await TestChart.WriteAsync(helm, name, "0.2.0", key: Registry.SigningKey);
        await PushAsync(first, Registry.Private, Channel);
        await PushAsync(second, other, Channel);
        var deploy = (await Registry.PrintAsync("deploy-token", "create", group, "--name", "tests", "--scopes", "read_package_registry")).Split(' ');

        foreach (var credentials in (Credentials[])[Registry.Developer, new(deploy[0], deploy[1])])
        {
            foreach (var named in (string[])[Uri.EscapeDataString(group), group, await GroupIdAsync(group)])
            {
                (await helm.AddAsync("group", Address(named), credentials, "--force-update")).Succeeded();
                await helm.PrintAsync("repo", "update");

                Assert.Equal(first.Bytes, await helm.PullAsync("group/first"));
                Assert.Equal(second.Bytes, await helm.PullAsync($"group/{name}", "--version", "^0.2.0"));
                await helm.PrintAsync(["pull", "group/first", .. Verify]);
                Assert.Contains($"name: release-{name}", await helm.PrintAsync(["template", "release", $"group/{name}", .. Verify]), StringComparison.Ordinal);
            }
        }

        await ChartFolder.WriteAsync(helm, "parent", $"apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n- {{name: first, version: 0.1.0+build.5, repository: \"@group\"}}\n- {{name: {name}, version: 0.2.0, repository: \"@group\"}}\n");
        await helm.PrintAsync(["dependency", "update", "parent", .. Verify]);

        Assert.Contains("401 Unauthorized", (await helm.AddAsync("nobody", Address(group), credentials: null)).Refused().Error, StringComparison.Ordinal);
        Assert.Contains("404 Not Found", (await helm.AddAsync("stranger", Address(group), Registry.Stranger)).Refused().Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_group_shows_everybody_what_everybody_may_read(string version)
    {
        using var helm = new HelmClient(version);
        var open = await TestChart.WriteAsync(helm, "open", "0.1.0", key: Registry.SigningKey);
        await PushAsync(open, Registry.Public, Channel);
        await PushAsync(await TestChart.WriteAsync(helm, "closed", "0.1.0"), Registry.Private, Channel);

        await helm.PrintAsync("repo", "add", "group", Address("acme"));

        Assert.Contains("group/open", await helm.PrintAsync("search", "repo", "group/"), StringComparison.Ordinal);
        Assert.DoesNotContain("group/closed", await helm.PrintAsync("search", "repo", "group/"), StringComparison.Ordinal);
        await helm.PrintAsync(["pull", "group/open", .. Verify]);
        Assert.Equal(open.Bytes, await helm.PullAsync("open", "--repo", Address("acme")));
        await helm.PrintAsync(["repo", "add", "group", Address("acme"), "--force-update", .. HelmClient.Flags(Registry.Developer)]);
        Assert.Contains("group/closed", await helm.PrintAsync("search", "repo", "group/"), StringComparison.Ordinal);
    }

    private string Address(string group) => $"{Registry.Server.Address}api/v4/groups/{group}/-/packages/helm/{Channel}";

    // No command prints a group's number yet: of those whose index holds these charts the innermost was made last.
    private async Task<string> GroupIdAsync(string group)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Registry.Developer.Password);
        var index = await client.GetStringAsync($"{Address(group)}/index.yaml");
        for (var id = 200; id > 0; id--)
        {
            using var answer = await client.GetAsync($"{Address($"{id}")}/index.yaml");
            if (answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync() == index)
            {
                return $"{id}";
            }
        }

        throw new InvalidOperationException($"No number leads to {group}.");
    }
}
