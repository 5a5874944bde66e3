using System.Text.Json;
using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Commands that only ask.</summary>
[Collection(nameof(NpmReading))]
public class NpmQueryTests(TestRegistry registry) : NpmTests(registry)
{
    public static TheoryData<string, NpmLevel> Everyone => Turned(NpmClient.All);

    public static TheoryData<string, NpmLevel> NpmsAndPnpmsTurned => Turned([.. NpmClient.Npms, .. NpmClient.Pnpms]);

    public static TheoryData<string, NpmLevel> NpmsTurned => Turned(NpmClient.Npms);

    /// <summary>All but Yarn 1, which knows no whoami and audits at a registry of its own choice.</summary>
    public static TheoryData<string, NpmLevel> AllButYarn1 => Turned(NpmClient.All.Except(["yarn-1"]));

    [Theory]
    [MemberData(nameof(Everyone))]
    public async Task View_shows_versions_tags_and_description(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("viewed");
        await SendAsync(package, "1.0.0");
        await SendAsync(package, "1.1.0");
        await SendAsync(package, "2.0.0-rc.1", tag: "next");
        using var client = NewClient(name, level);

        var viewed = await client.ViewAsync(package);

        Assert.Equal(package, viewed.GetProperty("name").GetString());
        Assert.Equal("A package for tests", viewed.GetProperty("description").GetString());
        Assert.Equal(["1.0.0", "1.1.0", "2.0.0-rc.1"], viewed.GetProperty("versions").EnumerateArray().Select(version => version.GetString()));
        Assert.Equal(["latest=1.1.0", "next=2.0.0-rc.1"], Tags(viewed));
        Assert.True(viewed.GetProperty("time").TryGetProperty("2.0.0-rc.1", out _));
    }

    [Theory]
    [MemberData(nameof(NpmsAndPnpmsTurned))]
    public async Task Search_finds_what_the_caller_may_read(string name, NpmLevel level)
    {
        var word = Registry.NewName("needle");
        var (open, hidden) = ($"@acme/{word}-open", $"@acme/{word}-hidden");
        await SendAsync(Registry.Public, open, "1.0.0", "\"keywords\":[\"sewing\"],\"author\":\"Devi\"");
        await SendAsync(Registry.Private, hidden, "1.0.0");

        using var member = NewClient(name, Registry.Private, Registry.Developer, level);
        var found = (await member.RunAsync("search", word)).Succeeded().Output;
        Assert.Equal((level != NpmLevel.Project, true), (found.Contains(open, StringComparison.Ordinal), found.Contains(hidden, StringComparison.Ordinal)));

        member.Source = new NpmSource(Registry.Public.NpmRegistry(level), Credentials: null);
        found = (await member.RunAsync("search", word)).Succeeded().Output;
        Assert.Equal((true, false), (found.Contains(open, StringComparison.Ordinal), found.Contains(hidden, StringComparison.Ordinal)));

        (await member.RunAsync("search", Registry.NewName("nowhere-to-be-found"))).Succeeded();
    }

    [Theory]
    [MemberData(nameof(AllButYarn1))]
    public async Task Whoami_names_the_user(string name, NpmLevel level)
    {
        using var client = NewClient(name, level);
        Assert.Matches(@"(^|\s)devi(\s|$)", (await client.WhoAmIAsync()).Succeeded().Output);

        client.Source = client.Source with { Credentials = Registry.Developer with { Password = "regpat_wrong" } };
        (await client.WhoAmIAsync()).Refused();
    }

    [Theory]
    [InlineData("npm-8")]
    [InlineData("npm-12")]
    [InlineData("pnpm-12")]
    public async Task Whoami_names_the_deploy_token_and_the_user_of_a_job(string name)
    {
        using var client = NewClient(name, Registry.Private, Registry.For(Registry.Private, CredentialKind.Job));
        Assert.Equal("devi", (await client.WhoAmIAsync()).Succeeded().Output.Trim());

        var deploy = Registry.For(Registry.Private, CredentialKind.Deploy);
        client.Source = client.Source with { Credentials = deploy };
        Assert.Equal(deploy.UserName, (await client.WhoAmIAsync()).Succeeded().Output.Trim());
    }

    [Theory]
    [MemberData(nameof(NpmsAndPnpmsTurned))]
    public async Task Ping_is_answered(string name, NpmLevel level)
    {
        using var client = NewClient(name, level);
        var answer = (await client.RunAsync("ping")).Succeeded();
        Assert.Contains("PONG", answer.Output + answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllButYarn1))]
    public async Task An_audit_finds_nothing_and_does_not_fail(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("audited");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name, level);
        var consumer = client.NewConsumer();
        (await client.AddAsync(consumer, package)).Succeeded();

        var audited = (await client.AuditAsync(consumer)).Succeeded();

        Assert.Matches("(?i)found 0 vulnerabilities|no (known )?vulnerabilities found|no audit suggestions", audited.Output + audited.Error);
    }

    // npm from 9 on asks another host first for what it trusts.
    [Theory]
    [InlineData("npm-8", NpmLevel.Project)]
    [InlineData("pnpm-11", NpmLevel.Group)]
    [InlineData("pnpm-12", NpmLevel.Instance)]
    public async Task Every_version_is_signed(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("signed");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name, level);
        var consumer = client.NewConsumer();
        (await client.AddAsync(consumer, package)).Succeeded();

        var audited = (await client.RunInAsync(consumer, "audit", "signatures")).Succeeded();

        Assert.Contains("1 package has a verified registry signature", audited.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NpmsTurned))]
    public async Task Pack_fetches_the_published_tarball(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("fetched");
        var sent = await SendAsync(package, "1.0.0");
        using var client = NewClient(name, level);

        (await client.RunAsync("pack", $"{package}@1.0.0")).Succeeded();

        Assert.Equal(sent.Tarball, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(client.WorkingDirectory, "*.tgz"))));
    }

    [Theory]
    [MemberData(nameof(NpmsAndPnpmsTurned))]
    public async Task Owners_are_listed_and_changed_elsewhere(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("owned");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name, Registry.Private, Registry.Maintainer, level);

        Assert.StartsWith("devi", (await client.RunAsync("owner", "ls", package)).Succeeded().Output, StringComparison.Ordinal);
        var asksForTheChangeAlone = name is "pnpm-11" or "pnpm-12"; // npm makes the new list of owners itself, and never an empty one
        foreach (var change in asksForTheChangeAlone ? (string[][])[["add", package, "rene"], ["rm", package, "devi"]] : [["add", "rene", package]])
        {
            var refused = (await client.RunAsync(["owner", .. change])).Refused();
            var words = string.Join(' ', (refused.Output + refused.Error).Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("Who may publish is for the members of the project to decide", words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(NpmsTurned))]
    public async Task Access_tells_who_may_do_what(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("accessible");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name, level);
        var isOld = name is "npm-6" or "npm-8";

        var packages = (await client.RunAsync(["access", .. isOld ? (string[])["ls-packages"] : ["list", "packages"], "devi"])).Succeeded().Output;
        var members = (await client.RunAsync(["access", .. isOld ? (string[])["ls-collaborators"] : ["list", "collaborators"], package])).Succeeded().Output;

        Assert.Matches($"\"?{package}\"?: \"?read-write", packages);
        Assert.Matches("\"?devi\"?: \"?read-write", members);
        Assert.Matches("\"?rene\"?: \"?read-only", members);
        Assert.DoesNotContain("sten", members, StringComparison.Ordinal);
        if (!isOld)
        {
            Assert.Equal($"{package}: private", (await client.RunAsync("access", "get", "status", package)).Succeeded().Output.Trim());
        }
    }

    [Theory]
    [MemberData(nameof(NpmsTurned))]
    public async Task The_profile_is_shown_and_changed_elsewhere(string name, NpmLevel level)
    {
        using var client = NewClient(name, level);
        using var profile = JsonDocument.Parse((await client.RunAsync("profile", "get", "--json")).Succeeded().Output);

        Assert.Equal("devi", profile.RootElement.GetProperty("name").GetString());
        Assert.Equal("devi@example.com", profile.RootElement.GetProperty("email").GetString());
        (await client.RunAsync("profile", "set", "fullname", "Somebody Else")).Refused();
    }
}
