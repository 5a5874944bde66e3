using System.Net;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

public class TokenUsageTests
{
    private readonly SetTime _time = new(Rows.Now);

    [Theory, EveryEngine]
    public async Task A_use_is_written_at_most_once_in_ten_minutes_for_an_address(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, _time);
        var (token, usage) = await PrepareAsync(data);

        Assert.Equal((Rows.Now, "10.0.0.1"), await UseAsync(data, usage, token, "10.0.0.1"));
        _time.Now = Rows.Now.AddMinutes(10).AddTicks(-10);
        Assert.Equal((Rows.Now, "10.0.0.1"), await UseAsync(data, usage, token, "10.0.0.1"));
        _time.Now = Rows.Now.AddMinutes(10);
        Assert.Equal((_time.Now, "10.0.0.1"), await UseAsync(data, usage, token, "10.0.0.1"));
    }

    [Theory, EveryEngine]
    public async Task Another_address_is_written_at_once_and_the_newest_seven_are_kept(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, _time);
        var (token, usage) = await PrepareAsync(data);

        for (var i = 1; i <= 9; i++)
        {
            _time.Now = Rows.Now.AddSeconds(i);
            await UseAsync(data, usage, token, $"10.0.0.{i}");
        }

        _time.Now = Rows.Now.AddMinutes(11);
        var (used, addresses) = await UseAsync(data, usage, token, "10.0.0.5");

        Assert.Equal((_time.Now, "10.0.0.5 10.0.0.9 10.0.0.8 10.0.0.7 10.0.0.6 10.0.0.4 10.0.0.3"), (used, addresses));
    }

    [Theory, EveryEngine]
    public async Task One_batch_writes_the_newest_time_and_every_address(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, _time);
        var (token, usage) = await PrepareAsync(data);
        usage.Note(TokenKind.Personal, token, IPAddress.Parse("10.0.0.1"));
        _time.Now = Rows.Now.AddSeconds(1);
        usage.Note(TokenKind.Personal, token, IPAddress.Parse("::ffff:10.0.0.2"));
        _time.Now = Rows.Now.AddSeconds(2);
        usage.Note(TokenKind.Personal, token, null);

        Assert.Equal((_time.Now, "10.0.0.2 10.0.0.1"), await FlushAsync(data, usage));
    }

    [Theory, EveryEngine]
    public async Task Being_used_moves_no_stamp_for_either_kind(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, _time);
        var (token, usage) = await PrepareAsync(data);
        var project = await data.CreateProjectAsync("acme/charts");
        var deploy = await data.Get<TokenIssuer>().IssueDeployAsync(
            new TokenTarget(project, null), new NewToken("cluster", TokenScopes.ReadPackageRegistry), Rooms.Somebody, CancellationToken.None);
        var before = await data.ReadStampsAsync();

        usage.Note(TokenKind.Personal, token, IPAddress.Loopback);
        usage.Note(TokenKind.Deploy, deploy.Id, IPAddress.IPv6Loopback);
        usage.Note(TokenKind.Job, 1, IPAddress.Loopback);
        await usage.FlushAsync(CancellationToken.None);

        Assert.Equal(before, await data.ReadStampsAsync());
        await using var database = data.Open();
        var row = await database.DeployTokens.SingleAsync();
        Assert.Equal((Rows.Now, "::1"), (row.LastUsedAt, row.LastUsedAddresses));
    }

    [Theory, EveryEngine]
    public async Task Stopping_writes_what_was_noted(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, _time);
        var (token, usage) = await PrepareAsync(data);
        await usage.StartAsync(CancellationToken.None);
        usage.Note(TokenKind.Personal, token, IPAddress.Loopback);

        await usage.StopAsync(CancellationToken.None);

        Assert.Equal((Rows.Now, "127.0.0.1"), await ReadAsync(data));
    }

    [Fact]
    public async Task A_batch_that_cannot_be_written_does_not_stop_the_next()
    {
        await using var data = await Rooms.CreateAsync(DatabaseEngine.Sqlite, _time);
        var (token, usage) = await PrepareAsync(data);
        await data.ExecuteAsync("ALTER TABLE \"PersonalAccessTokens\" RENAME TO \"Away\"");
        usage.Note(TokenKind.Personal, token, IPAddress.Loopback);
        await Assert.ThrowsAnyAsync<Exception>(() => usage.FlushAsync(CancellationToken.None));
        await data.ExecuteAsync("ALTER TABLE \"Away\" RENAME TO \"PersonalAccessTokens\"");
        _time.Now = Rows.Now.AddMinutes(10);

        Assert.Equal((_time.Now, "127.0.0.1"), await UseAsync(data, usage, token, "127.0.0.1"));
    }

    private static async Task<(long Token, TokenUsage Usage)> PrepareAsync(TestDatabase data)
    {
        var user = await data.SaveAsync(Rows.User("ada"));
        var token = await data.SaveAsync(Rows.Token(user, 1));
        return (token.Id, data.Get<TokenUsage>());
    }

    private static async Task<(DateTimeOffset? At, string? Addresses)> UseAsync(TestDatabase data, TokenUsage usage, long token, string address)
    {
        usage.Note(TokenKind.Personal, token, IPAddress.Parse(address));
        return await FlushAsync(data, usage);
    }

    private static async Task<(DateTimeOffset? At, string? Addresses)> FlushAsync(TestDatabase data, TokenUsage usage)
    {
        await usage.FlushAsync(CancellationToken.None);
        return await ReadAsync(data);
    }

    private static async Task<(DateTimeOffset? At, string? Addresses)> ReadAsync(TestDatabase data)
    {
        await using var database = data.Open();
        var row = await database.PersonalAccessTokens.SingleAsync();
        return (row.LastUsedAt, row.LastUsedAddresses);
    }
}
