using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Accounts;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Accounts;

public sealed class SessionsTests
{
    private const string Profile = "/-/user_settings/profile";

    [Theory, EveryEngine]
    public async Task A_session_has_its_row_and_is_known_by_its_key_alone(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var ada = await data.UserIdAsync("ada");

        var key = await data.Get<Sessions>().BeginAsync(new AuditSource(Actor(ada), Address: "127.0.0.1"), new string('x', 300), "password", CancellationToken.None);

        var row = Assert.Single(await data.Get<Sessions>().ListAsync(ada, 10, CancellationToken.None));
        Assert.Equal((ada, "127.0.0.1", new string('x', 255)), (row.UserId, row.Address, row.Agent));
        Assert.Equal(TokenSecret.Digest(key), row.Digest);
        Assert.Equal(row.Id, (await FindAsync(data, key))!.Id);
        Assert.Null(await FindAsync(data, key + "0"));
    }

    [Theory, EveryEngine]
    public async Task An_ended_session_is_forgotten_at_once_and_the_audit_tells_who_ended_it(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var (ada, eve) = (await data.UserIdAsync("ada"), await data.UserIdAsync("eve"));
        var sessions = data.Get<Sessions>();
        var reader = data.Reader();
        var keys = new[] { await BeginAsync(ada), await BeginAsync(ada), await BeginAsync(ada), await BeginAsync(eve) };
        var known = new List<KnownSession>();
        foreach (var key in keys)
        {
            known.Add((await (await reader.ReadAsync(CancellationToken.None)).Access.FindSessionAsync(key, CancellationToken.None))!);
        }

        Assert.False(await sessions.EndAsync(ada, known[3].Id, Rooms.Somebody, CancellationToken.None)); // somebody else's
        Assert.True(await sessions.EndAsync(ada, known[0].Id, Rooms.Somebody, CancellationToken.None));
        Assert.Equal([false, true, true, true], await KnownAsync());
        Assert.Equal(1, await sessions.EndOthersAsync(ada, known[1].Id, Rooms.Somebody, CancellationToken.None));
        Assert.Equal([false, true, false, true], await KnownAsync());
        await sessions.LeaveAsync(known[1].Id, CancellationToken.None);
        Assert.Equal([false, false, false, true], await KnownAsync());

        await using var database = data.Open();
        Assert.Equal(
            ["session.end a session", "session.end a session"],
            await database.AuditEvents.Where(one => one.Action == "session.end").OrderBy(one => one.Id).Select(one => one.Action + " " + one.Target).ToListAsync());

        Task<string> BeginAsync(long userId) => sessions.BeginAsync(Actor(userId), agent: null, means: null, CancellationToken.None);

        async Task<List<bool>> KnownAsync()
        {
            var found = new List<bool>();
            foreach (var key in keys)
            {
                found.Add(await (await reader.ReadAsync(CancellationToken.None)).Access.FindSessionAsync(key, CancellationToken.None) is not null);
            }

            return found;
        }
    }

    [Theory, EveryEngine]
    public async Task A_session_that_was_not_seen_for_two_weeks_goes_as_the_next_begins(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var ada = await data.UserIdAsync("ada");
        var now = DateTimeOffset.UtcNow;
        await data.SaveAsync(new UserSession { UserId = ada, Digest = [1], CreatedAt = now.AddDays(-20), LastSeenAt = now.AddDays(-15) });
        var seen = await data.SaveAsync(new UserSession { UserId = ada, Digest = [2], CreatedAt = now.AddDays(-20), LastSeenAt = now.AddDays(-13) });

        await data.Get<Sessions>().BeginAsync(Actor(ada), null, null, CancellationToken.None);

        var left = await data.Get<Sessions>().ListAsync(ada, 10, CancellationToken.None);
        Assert.Equal((2, seen.Id), (left.Count, left[1].Id));
    }

    [Theory, EveryEngine]
    public async Task Being_seen_is_written_once_in_ten_minutes_and_makes_no_permission_stale(DatabaseEngine engine)
    {
        var time = new SettableTime();
        await using var data = await Rooms.CreateAsync(engine, time);
        var ada = await data.UserIdAsync("ada");
        await data.Get<Sessions>().BeginAsync(new AuditSource(Actor(ada), Address: "127.0.0.1"), null, null, CancellationToken.None);
        var session = Assert.Single(await data.Get<Sessions>().ListAsync(ada, 10, CancellationToken.None));
        var before = await data.ReadStampsAsync();
        using var usage = new SessionUsage(data.Get<IDbContextFactory<RegistryDbContext>>(), time, NullLogger<SessionUsage>.Instance);

        var seen = new List<DateTimeOffset>();
        foreach (var minutes in (int[])[20, 5, 5])
        {
            time.Now += TimeSpan.FromMinutes(minutes);
            usage.Note(session.Id, "127.0.0.2");
            await usage.FlushAsync(CancellationToken.None);
            var row = Assert.Single(await data.Get<Sessions>().ListAsync(ada, 10, CancellationToken.None));
            Assert.Equal("127.0.0.2", row.Address);
            seen.Add(row.LastSeenAt);
        }

        Assert.Equal([session.LastSeenAt.AddMinutes(20), session.LastSeenAt.AddMinutes(20), session.LastSeenAt.AddMinutes(30)], seen);
        Assert.Equal(before.Access, (await data.ReadStampsAsync()).Access);
    }

    [Theory, EveryEngine]
    public async Task A_password_that_an_administrator_sets_ends_the_sessions(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var ada = await registry.CreateUserAsync("ada");
        var sessions = registry.Services.GetRequiredService<Sessions>();
        await sessions.BeginAsync(Actor(ada.Id), null, null, CancellationToken.None);

        await using (var scope = registry.Services.CreateAsyncScope())
        {
            var changes = scope.ServiceProvider.GetRequiredService<UserChanges>();
            Assert.IsType<UserChangeResult.Changed>(await changes.ChangeAsync(ada.Id, new UserChange(null, null, "another horse", null), RunningRegistry.Operator, CancellationToken.None));
        }

        Assert.Empty(await sessions.ListAsync(ada.Id, 10, CancellationToken.None));
    }

    [Theory, EveryEngine]
    public async Task Blocking_ends_the_sessions_for_good(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada", isAdmin: true);
        var jane = await registry.CreateUserAsync("jane");
        using var admin = await FormBrowser.SignedInAsync(registry, "ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "jane");
        using var other = await FormBrowser.SignedInAsync(registry, "jane");
        var page = $"/admin/users/{jane.Id}";

        await admin.GetAsync(page);
        Assert.Equal(302, (await admin.SendAsync(page, "block")).Status);
        await using var database = registry.Open();
        Assert.Equal(1, await database.UserSessions.CountAsync()); // the administrator's
        Assert.Equal(302, (await admin.SendAsync(page, "unblock")).Status);

        foreach (var former in new[] { browser, other })
        {
            var asked = await former.GetAsync(Profile);
            Assert.Equal((302, "/users/sign_in?return_to=%2F-%2Fuser_settings%2Fprofile"), (asked.Status, former.Goal(asked)));
        }

        Assert.Equal("/", browser.Goal(await browser.SignInAsync("jane", "correct horse")));
        Assert.Equal(200, (await browser.GetAsync(Profile)).Status);
        Assert.Equal(
            ["user.block jane", "session.end 2 sessions of jane", "user.unblock jane"],
            await database.AuditEvents.Where(one => one.Actor.Name == "ada" && one.Action != "session.begin").OrderBy(one => one.Id).Select(one => one.Action + " " + one.Target).ToListAsync());
        Assert.NotEqual(jane.SecurityStamp, (await database.Users.SingleAsync(user => user.Id == jane.Id)).SecurityStamp); // a ticket that was being written is worth nothing either
    }

    [Theory, EveryEngine]
    public async Task Signing_in_is_told_in_the_audit_once_with_its_means_and_address(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada");
        using var browser = new FormBrowser(registry);

        await browser.SignInAsync("ADA", "correct horse");
        await browser.GetAsync("/dashboard");
        await browser.GetAsync(Profile);

        Assert.Equal(["session.begin a session, by password: User ada 127.0.0.1"], await ToldAsync(registry));
    }

    [Theory, EveryEngine]
    public async Task Who_does_not_get_in_is_told_in_the_audit_until_the_account_is_locked(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada");
        var eve = await registry.CreateUserAsync("eve");
        await using var database = registry.Open();
        await database.Users.Where(user => user.Id == eve.Id).ExecuteUpdateAsync(user => user.SetProperty(one => one.BlockedAt, DateTimeOffset.UtcNow));
        using var browser = new FormBrowser(registry);

        foreach (var nobody in (string[])["correct horse", "nobody", "eve"])
        {
            Assert.Equal(200, (await browser.SignInAsync(nobody, "secret horse")).Status);
        }

        Assert.Empty(await ToldAsync(registry));
        Assert.Equal(401, (await registry.SendAsync(
            HttpMethod.Put, "/api/v4/packages/npm/-/user/org.couchdb.user:ada", content: JsonContent.Create(new { name = "ada", password = "secret horse" }))).Status);
        for (var tries = 0; tries < 12; tries++)
        {
            Assert.Equal(200, (await browser.SignInAsync("ADA@example.com", "secret horse")).Status);
        }

        Assert.Equal(
            [
                .. Enumerable.Repeat("session.refuse a wrong password: User ada 127.0.0.1", 9),
                "session.refuse a wrong password, which locked the account: User ada 127.0.0.1",
            ],
            await ToldAsync(registry));
        Assert.DoesNotContain(await database.AuditEvents.ToListAsync(), one => $"{one.Target} {one.Before} {one.After} {one.Actor.Name}".Contains("secret", StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task Signing_out_is_told_in_the_audit(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada");
        using var browser = await FormBrowser.SignedInAsync(registry, "ada");

        Assert.Equal(302, (await browser.SendAsync("/users/sign_out", "")).Status);
        Assert.Equal(302, (await browser.SendAsync("/users/sign_out", "")).Status);

        Assert.Equal(302, (await browser.GetAsync(Profile)).Status);
        Assert.Equal(
            ["session.begin a session, by password: User ada 127.0.0.1", "session.end a session, by signing out: User ada 127.0.0.1"], await ToldAsync(registry));
    }

    private static async Task<List<string>> ToldAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        return [.. (await database.AuditEvents.Where(one => one.Action.StartsWith("session.")).OrderBy(one => one.Id).ToListAsync())
            .Select(one => $"{one.Action} {one.Target}: {one.Actor.Kind} {one.Actor.Name} {one.Address}")];
    }

    private static Actor Actor(long userId) => new() { Kind = ActorKind.User, Id = userId, Name = "somebody" };

    private static async Task<KnownSession?> FindAsync(TestDatabase data, string key) =>
        await (await data.Reader().ReadAsync(CancellationToken.None)).Access.FindSessionAsync(key, CancellationToken.None);

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

file static class SessionRooms
{
    public static async Task<long> UserIdAsync(this TestDatabase data, string name) => ((UserCreationResult.Created)await data.CreateUserAsync(name)).User.Id;

    public static AccessReader Reader(this TestDatabase data) => new(data.Get<IStampReader>(), data.Get<IDbContextFactory<RegistryDbContext>>());
}
