using System.Text.Json;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>GET /personal_access_tokens.</summary>
public sealed class PersonalTokenListTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryEngine]
    public async Task A_user_lists_the_own_tokens_and_an_administrator_everybodys(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);

        var own = await town.GetAsync(TokenTown.Api, town.AdaToken);
        var all = await town.GetAsync(TokenTown.Api, town.RootToken);
        var eves = await town.GetAsync($"{TokenTown.Api}?user_id={town.Eve.Id}", town.RootToken);

        Assert.Equal(
            $$"""200 [{"id":1,"name":"tests","revoked":false,"created_at":"<moment>","description":null,"scopes":["api"],"user_id":{{town.Ada.Id}},"last_used_at":null,"active":true,"expires_at":"{{TokenTown.Day(365)}}","last_used_ips":[]}]""",
            TokenTown.Told(own));
        Assert.Equal(("1", "1", "20", "1", ""), (own.Header("X-Total"), own.Header("X-Total-Pages"), own.Header("X-Per-Page"), own.Header("X-Page"), own.Header("X-Next-Page")));
        Assert.Equal([1, 2, 3], Ids(all));
        Assert.Equal([2], Ids(eves));
    }

    [Theory, EveryEngine]
    public async Task PAT_242_a_user_who_asks_for_the_tokens_of_another_gets_401(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);

        Assert.Equal(TokenTown.Unauthorized, (await town.GetAsync($"{TokenTown.Api}?user_id={town.Eve.Id}", town.AdaToken)).ToString());
        var own = await town.GetAsync($"{TokenTown.Api}?user_id={town.Ada.Id}", town.AdaToken);
        Assert.Equal([1], Ids(own));
    }

    [Theory, EveryEngine]
    public async Task Each_filter_leaves_out_what_it_should_and_each_order_is_the_same_on_every_engine(DatabaseEngine engine)
    {
        await using var town = await TokenTown.CreateAsync(engine);
        await FillAsync(town);

        foreach (var (query, expected) in new (string Query, long[] Expected)[]
        {
            ("", [1, 4, 5, 6]),
            ("created_after=2026-03-01T12:00:00Z", [1, 5, 6]),
            ("created_before=2026-03-01T12:00:00Z", [4, 5]),
            ("created_after=2026-02-01&created_before=2026-04-01", [5]),
            ("expires_after=2027-01-01&expires_before=2027-01-31", [4]),
            ("expires_before=2026-02-01", [5]),
            ("last_used_after=2026-03-02T00:00:00Z", [4]),
            ("last_used_before=2026-03-02T00:00:00Z", [4, 6]),
            ("revoked=true", [6]),
            ("revoked=false", [1, 4, 5]),
            ("state=active", [1, 4]),
            ("state=inactive", [5, 6]),
            ("search=LAP", [4, 5]),
            ("search=%25", []),
            ("sort=created_asc", [4, 5, 6, 1]),
            ("sort=created_desc", [1, 6, 5, 4]),
            ("sort=expires_asc&search=a", [5, 4, 6]),
            ("sort=expires_desc&search=a", [6, 4, 5]),
            ("sort=last_used_asc", [6, 4, 1, 5]),
            ("sort=last_used_desc", [4, 6, 5, 1]),
            ("sort=name_asc", [6, 4, 5, 1]),
            ("sort=name_desc", [1, 5, 4, 6]),
            ("per_page=2&page=2", [5, 6]),
        })
        {
            var answer = await town.GetAsync($"{TokenTown.Api}?user_id={town.Ada.Id}&{query}", town.RootToken);
            Assert.True(answer.Status == 200, $"{query}: {answer}");
            Assert.True(expected.SequenceEqual(Ids(answer)), $"{query}: {string.Join(' ', Ids(answer))}");
        }
    }

    [Theory]
    [InlineData("state=dead", "state does not have a valid value")]
    [InlineData("sort=id", "sort does not have a valid value")]
    [InlineData("revoked=maybe&created_after=yesterday", "created_after is invalid, revoked is invalid")]
    [InlineData("user_id=ada", "user_id is invalid")]
    [InlineData("expires_before=2026-13-01", "expires_before is invalid")]
    public async Task A_filter_that_means_nothing_is_named(string query, string error)
    {
        await using var town = await TokenTown.CreateAsync(DatabaseEngine.Sqlite);

        Assert.Equal($$"""400 {"error":"{{error}}"}""", (await town.GetAsync($"{TokenTown.Api}?{query}", town.AdaToken)).ToString());
    }

    // 4 "laptop", 5 "laptop old" which has expired, 6 "ci" which was revoked and had no end; 1 is the token of the town.
    private static async Task FillAsync(TokenTown town)
    {
        var tokens = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            tokens.Add(await town.Registry.CreateTokenAsync(town.Ada, TokenScopes.ReadApi));
        }

        await town.ChangeAsync(tokens[0], token => (token.Name, token.CreatedAt, token.ExpiresAt, token.LastUsedAt) = ("laptop", Noon.AddMonths(-2), new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), Noon.AddHours(12)));
        await town.ChangeAsync(tokens[1], token => (token.Name, token.CreatedAt, token.ExpiresAt) = ("laptop old", Noon, new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)));
        await town.ChangeAsync(tokens[2], token => (token.Name, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt) = ("a ci", Noon.AddMonths(2), null, Noon, Noon));
    }

    private static long[] Ids(HttpAnswer answer)
    {
        using var document = JsonDocument.Parse(answer.Bytes);
        return [.. document.RootElement.EnumerateArray().Select(one => one.GetProperty("id").GetInt64())];
    }
}
