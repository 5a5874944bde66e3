using Xunit;

namespace Registry.Clients.Helm;

public class HelmAccessTests(TestRegistry registry) : HelmTests(registry)
{
    public static TheoryData<string, CredentialKind> EveryKind
    {
        get
        {
            var rows = new TheoryData<string, CredentialKind>();
            foreach (var version in HelmClient.Versions)
            {
                foreach (var kind in Enum.GetValues<CredentialKind>())
                {
                    rows.Add(version, kind);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public async Task A_wrong_password_is_refused_even_by_a_public_project(string version, CredentialKind kind)
    {
        using var helm = new HelmClient(version);
        foreach (var project in (TestProject[])[Registry.Public, Registry.Private])
        {
            var right = Registry.For(project, kind);
            var wrong = right with { Password = right.Password[..^1] + (right.Password[^1] == 'x' ? 'y' : 'x') };

            var answer = (await helm.AddAsync("stable", project.HelmRepository(Channel), wrong)).Refused();
            Assert.Contains("401 Unauthorized", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_private_project_asks_for_credentials(string version)
    {
        using var helm = new HelmClient(version);
        foreach (var project in (string[])[Registry.Private.Id, Registry.Private.EncodedPath])
        {
            var answer = (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel, project), credentials: null)).Refused();
            Assert.Contains("401 Unauthorized", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_private_project_is_not_there_for_strangers(string version)
    {
        using var helm = new HelmClient(version);
        var foreign = Registry.For(Registry.Public, CredentialKind.Deploy);
        foreach (var credentials in (Credentials[])[Registry.Stranger, foreign])
        {
            var answer = (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel), credentials)).Refused();
            Assert.Contains("404 Not Found", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_reporter_pulls_from_a_private_project(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel), Registry.Reporter)).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_token_that_may_only_read_packages_pulls(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        var token = await Registry.PrintAsync("token", "create", "--user", Registry.Reporter.UserName, "--name", "read", "--scopes", "read_package_registry");
        (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel), Registry.Reporter with { Password = token })).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Credentials_may_stand_in_the_repository_address(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        var (user, password) = Registry.Developer;
        var address = new UriBuilder(Registry.Private.HelmRepository(Channel)) { UserName = user, Password = password };
        (await helm.AddAsync("stable", address.Uri.AbsoluteUri, credentials: null)).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }
}
