using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Accounts;
using Xunit;

namespace Registry.Unit.Accounts;

// It prints on the console, which all tests of the process share.
[Collection(nameof(SharedConsole))]
public class FirstAdministratorTests
{
    [Theory, EveryEngine]
    public async Task Of_two_setups_at_once_one_wins(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => data.CreateUserAsync($"admin-{n}", isAdmin: true, onlyAsFirst: true))));

        Assert.Single(results.OfType<UserCreationResult.Created>());
        Assert.Equal(5, results.OfType<UserCreationResult.Closed>().Count());
        await using var database = data.Open();
        Assert.Equal(1, await database.Users.CountAsync());
        Assert.Equal(1, await database.Groups.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task Only_the_printed_code_opens_and_only_until_there_is_an_administrator(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, time: null, ("Registry:PublicUrl", "https://packages.example.com/registry/"));
        var setup = data.Get<FirstAdministrator>();
        var code = await PrintedCodeAsync(data, setup, "https://packages.example.com/registry");

        Assert.True(await setup.IsOpenToAsync(code, CancellationToken.None));
        foreach (var wrong in new[] { null, "", code[..^1], code + "a", code.ToUpperInvariant(), new string('a', 32) })
        {
            Assert.False(await setup.IsOpenToAsync(wrong, CancellationToken.None));
        }

        await data.CreateUserAsync("ada");
        Assert.True(await setup.IsOpenToAsync(code, CancellationToken.None));
        await data.CreateUserAsync("root", isAdmin: true);
        Assert.False(await setup.IsOpenToAsync(code, CancellationToken.None));
        Assert.False(await setup.IsOpenAsync(CancellationToken.None));
    }

    [Theory, EveryEngine]
    public async Task Once_closed_it_stays_closed_and_prints_nothing(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateUserAsync("root", isAdmin: true);
        var setup = data.Get<FirstAdministrator>();
        Assert.False(await setup.IsOpenAsync(CancellationToken.None));

        await data.ExecuteAsync("""UPDATE "Users" SET "IsAdmin" = """ + (engine == DatabaseEngine.PostgreSql ? "FALSE" : "0"));

        Assert.False(await setup.IsOpenAsync(CancellationToken.None));
        Assert.Equal("", await PrintedAsync(data, setup));
    }

    [Fact]
    public async Task The_form_tells_all_that_is_wrong_at_once()
    {
        var (registry, code) = await StartAsync();
        await using var running = registry;
        var page = $"/setup?code={code}";
        using var browser = new FormBrowser(registry);
        await browser.GetAsync(page);

        var refused = await browser.SendAsync(page, "setup", ("Input.UserName", "admin user"), ("Input.Email", "nowhere"), ("Input.Password", "short"), ("Input.Repeat", "other"));

        Assert.Equal(200, refused.Status);
        Assert.Contains("Nothing was saved: 4 things to correct.", refused.Text, StringComparison.Ordinal);
        foreach (var told in (string[])
            [
                "The user name cannot be used: &#x27;admin user&#x27; is no valid path: use letters, digits,", "This is no e-mail address.", "The password needs at least 8 characters.",
                "The two passwords differ.",
            ])
        {
            Assert.Contains($"<li>{told}", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(302, (await browser.SendAsync(page, "setup", ("Input.UserName", " ada "), ("Input.Email", "ada@example.com"), ("Input.Password", "correct horse"), ("Input.Repeat", "correct horse"))).Status);
        await using var database = registry.Open();
        Assert.Equal("ada", (await database.Users.SingleAsync()).UserName);
    }

    private static async Task<(RunningRegistry Registry, string Code)> StartAsync()
    {
        var console = Console.Out;
        await using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            var registry = await RunningRegistry.StartAsync();
            return (registry, printed.ToString().Split("/setup?code=")[1].TrimEnd('\n'));
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private static async Task<string> PrintedCodeAsync(TestDatabase data, FirstAdministrator setup, string address)
    {
        var printed = await PrintedAsync(data, setup);
        var before = $"Registry is new. Create its administrator: {address}/setup?code=";
        Assert.StartsWith(before, printed, StringComparison.Ordinal);
        var code = printed[before.Length..].TrimEnd('\n');
        Assert.Matches("^[a-z0-9]{32}$", code);
        return code;
    }

    private static async Task<string> PrintedAsync(TestDatabase data, FirstAdministrator setup)
    {
        var console = Console.Out;
        await using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            await setup.StartAsync(CancellationToken.None);
            ((ApplicationLifetime)data.Get<IHostApplicationLifetime>()).NotifyStarted();
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString();
    }
}

[CollectionDefinition(nameof(SharedConsole), DisableParallelization = true)]
public sealed class SharedConsole;
