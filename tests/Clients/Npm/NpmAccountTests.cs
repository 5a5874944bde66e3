using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Tokens, login and logout.</summary>
[Collection(nameof(NpmWriting))]
public partial class NpmAccountTests(TestRegistry registry) : NpmTests(registry)
{
    private static readonly string Password = TestRegistry.Password("devi");

    public static TheoryData<string, NpmLevel> TokenClients => Turned([.. NpmClient.Npms, "pnpm-12"]);

    /// <summary>Those that ask for a password although the registry offers its pages.</summary>
    public static TheoryData<string, NpmLevel> PasswordClients => Turned(["npm-8", "npm-10", "npm-11", "npm-12"]);

    public static TheoryData<string, NpmLevel> WebClients => Turned([.. NpmClient.Npms, "pnpm-11", "pnpm-12"]);

    [Theory]
    [MemberData(nameof(TokenClients))]
    public async Task A_token_is_made_listed_used_and_revoked(string name, NpmLevel level)
    {
        using var client = NewClient(name, level);
        var before = await KeysAsync(client);

        using var creating = client.Talk("token", "create", "--json");
        if (client is NpmCli)
        {
            await creating.HearAsync("npm password: ");
        }

        await creating.AnswerAsync(Password);
        Assert.True(await creating.EndAsync() == 0, creating.Said);

        var made = client.Source.Credentials! with { Password = Secret().Match(creating.Said).Value };
        var key = Assert.Single((await KeysAsync(client)).Except(before));
        var owner = client.Source;
        client.Source = owner with { Credentials = made };
        Assert.Equal("devi", (await client.WhoAmIAsync()).Succeeded().Output.Trim());

        client.Source = owner;
        (await client.RunAsync("token", "revoke", key)).Succeeded();

        Assert.Equal(before, await KeysAsync(client));
        client.Source = owner with { Credentials = made };
        (await client.WhoAmIAsync()).Refused();
    }

    [Theory]
    [InlineData("npm-6")]
    [InlineData("npm-12")]
    public async Task No_token_is_made_with_a_wrong_password(string name)
    {
        using var client = NewClient(name);
        var before = await KeysAsync(client);

        using var creating = client.Talk("token", "create");
        await creating.HearAsync("npm password: ");
        await creating.AnswerAsync("guessed");

        Assert.NotEqual(0, await creating.EndAsync());
        Assert.Equal(before, await KeysAsync(client));
    }

    [Theory]
    [MemberData(nameof(PasswordClients))]
    public async Task Login_with_a_password_gives_a_token_that_logout_revokes(string name, NpmLevel level)
    {
        using var client = NewClient(name, Registry.Public, credentials: null, level);

        Assert.NotEqual(0, await LoginAsync(client, "guessed"));
        Assert.DoesNotMatch(Secret(), await File.ReadAllTextAsync(client.Npmrc));
        Assert.Equal(0, await LoginAsync(client, Password));

        var given = Secret().Match(await File.ReadAllTextAsync(client.Npmrc)).Value;
        Assert.Equal("devi", (await client.WhoAmIAsync()).Succeeded().Output.Trim());
        (await client.RunAsync("logout")).Succeeded();
        Assert.DoesNotMatch(Secret(), await File.ReadAllTextAsync(client.Npmrc));
        client.Source = client.Source with { Credentials = new Credentials("devi", given) };
        (await client.WhoAmIAsync()).Refused();
    }

    [Theory]
    [MemberData(nameof(WebClients))]
    public async Task Login_by_browser_gives_a_token_once_it_is_confirmed(string name, NpmLevel level)
    {
        using var client = NewClient(name, Registry.Public, credentials: null, level);
        using var browser = new Browser(Registry.Server);
        await browser.SignInAsync("devi");

        using var login = client.Talk(["login", .. client is NpmCli ? (string[])["--auth-type=web", "--no-browser"] : []]);
        var address = await login.HearAsync(@"http://\S+/-/login/\S+(?=\s)");
        await browser.SubmitAsync(new Uri(address.Value));

        Assert.True(await login.EndAsync() == 0, login.Said);
        Assert.Equal("devi", (await client.WhoAmIAsync()).Succeeded().Output.Trim());
    }

    private static async Task<int> LoginAsync(NpmClient client, string password)
    {
        using var login = client.Talk("login", "--auth-type=legacy");
        await login.HearAsync("Username: ");
        await login.AnswerAsync("devi");
        await login.HearAsync("Password: ");
        await login.AnswerAsync(password);
        if (client.Name == "npm-8")
        {
            await login.HearAsync("Email: ");
            await login.AnswerAsync("devi@example.com");
        }

        return await login.EndAsync();
    }

    private static async Task<string[]> KeysAsync(NpmClient client)
    {
        using var tokens = JsonDocument.Parse((await client.RunAsync("token", "list", "--json")).Succeeded().Output);
        return [.. tokens.RootElement.EnumerateArray().Select(token => token.GetProperty("key").GetString()!).Order()];
    }

    [GeneratedRegex(@"regpat_\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
