using Xunit;

namespace Registry.Clients.Helm;

/// <summary>The ways to add a repository, and what must not matter in them.</summary>
public class HelmRepositoryTests(TestRegistry registry) : HelmTests(registry)
{
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_empty_channel_of_a_public_project_is_added_by_anybody(string version)
    {
        using var helm = new HelmClient(version);
        var address = Registry.Public.HelmRepository(Channel);

        Assert.Equal("\"stable\" has been added to your repositories\n", await helm.PrintAsync("repo", "add", "stable", address));
        Assert.Contains("already exists with the same configuration, skipping", await helm.PrintAsync("repo", "add", "stable", address), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_channels_are_updated_at_once(string version)
    {
        using var helm = new HelmClient(version);
        string[] channels = [Registry.NewChannel(), Registry.NewChannel(), Registry.NewChannel()];
        foreach (var channel in channels)
        {
            (await helm.AddAsync(channel, Registry.Private.HelmRepository(channel), Registry.Developer)).Succeeded();
        }

        var chart = await TestChart.WriteAsync(helm, "demo", "0.1.0");
        foreach (var channel in channels)
        {
            await PushAsync(chart, Registry.Private, channel);
        }

        var updated = await helm.PrintAsync("repo", "update");

        foreach (var channel in channels)
        {
            Assert.Contains($"Successfully got an update from the \"{channel}\" chart repository", updated, StringComparison.Ordinal);
            Assert.Equal(chart.Bytes, await helm.PullAsync($"{channel}/demo"));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task However_the_project_is_named_the_index_is_the_same(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        foreach (var kind in Enum.GetValues<AddressKind>())
        {
            (await helm.AddAsync($"{kind}", Registry.Private.HelmRepository(Channel, Registry.Private.Named(kind)), Registry.Developer)).Succeeded();
            Assert.Equal(chart.Bytes, await helm.PullAsync($"{kind}/demo"));
        }

        var indexes = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(helm.WorkingDirectory)!, "cache", "repository"), "*-index.yaml");
        Assert.Equal(3, indexes.Length);
        Assert.Single(indexes.Select(File.ReadAllText).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Slashes_too_many_within_the_address_do_no_harm(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        (await helm.AddAsync("stable", $"{Registry.Server.Address}/api/v4//projects/{Registry.Private.Id}//packages/helm//{Channel}//", Registry.Developer)).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_token_in_the_query_lets_nobody_in_and_a_query_does_no_harm(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Public, "0.1.0");
        await PushAsync(chart, Registry.Private, Channel);

        var refused = (await helm.AddAsync("private", $"{Registry.Private.HelmRepository(Channel)}?private_token={Registry.Developer.Password}", credentials: null)).Refused();
        (await helm.AddAsync("public", $"{Registry.Public.HelmRepository(Channel)}?note=1", credentials: null)).Succeeded();

        Assert.Contains("401 Unauthorized", refused.Error, StringComparison.Ordinal);
        Assert.Equal(chart.Bytes, await helm.PullAsync("public/demo"));
    }

    [Fact]
    public async Task The_password_may_come_on_standard_input()
    {
        using var helm = new HelmClient("3.10.1"); // the older one cannot
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");

        (await helm.RunWithInputAsync($"{Registry.Developer.Password}\n", "repo", "add", "stable", Registry.Private.HelmRepository(Channel), "--username", "devi", "--password-stdin")).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Any_user_name_does_beside_a_token_and_no_odd_password_breaks_anything(string version)
    {
        using var helm = new HelmClient(version);
        foreach (var odd in (string[])["a%b", "søren 😀", new string('x', 300)])
        {
            (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel), Registry.Developer with { UserName = odd }, "--force-update")).Succeeded();
        }

        foreach (var odd in (string[])["a:b", "a%2Fb", "pässwörd 😀", new string('x', 300)])
        {
            var refused = (await helm.AddAsync("other", Registry.Private.HelmRepository(Channel), Registry.Developer with { Password = odd })).Refused();
            Assert.Contains("401 Unauthorized", refused.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_user_name_without_a_password_is_not_enough_for_helm(string version)
    {
        using var helm = new HelmClient(version);

        (await helm.RunAsync("repo", "add", "stable", Registry.Private.HelmRepository(Channel), "--username", "devi")).Refused();

        Assert.DoesNotContain($"/{Channel}/", Registry.Server.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Passing_credentials_to_all_hosts_changes_nothing_here(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await PushAsync(helm, Registry.Private, "0.1.0");
        (await helm.AddAsync("stable", Registry.Private.HelmRepository(Channel), Registry.Developer, "--pass-credentials")).Succeeded();

        Assert.Equal(chart.Bytes, await helm.PullAsync("stable/demo"));
    }
}
