using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data;

/// <summary>How values look in the database, where other programs and later versions read them.</summary>
public sealed class StoredValueTests
{
    [Theory, EveryEngine]
    public async Task A_time_is_kept_in_UTC_to_the_microsecond(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var given = new DateTimeOffset(2026, 7, 14, 11, 30, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        var kept = new DateTimeOffset(2026, 7, 14, 9, 30, 0, TimeSpan.Zero).AddTicks(1_234_560);

        await data.SaveAsync(Rows.AuditEvent(given));

        Assert.Equal(1_784_021_400_123_456, await data.ExecuteAsync("""SELECT "At" FROM "AuditEvents" """));
        await using var database = data.Open();
        var read = (await database.AuditEvents.SingleAsync()).At;
        Assert.Equal(kept, read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }

    [Theory, EveryEngine]
    public async Task Times_are_ordered_and_compared_in_queries(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var first = new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero);
        DateTimeOffset[] times = [first, Rows.Now, Rows.Now.AddMicroseconds(1), Rows.Now.AddYears(100)];
        foreach (var time in times.Reverse())
        {
            await data.SaveAsync(Rows.AuditEvent(time));
        }

        await using var database = data.Open();
        Assert.Equal(times, await database.AuditEvents.OrderBy(e => e.At).Select(e => e.At).ToListAsync());
        Assert.Equal(times[2..], await database.AuditEvents.Where(e => e.At > Rows.Now).OrderBy(e => e.At).Select(e => e.At).ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task An_absent_time_stays_absent(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        await data.SaveAsync(Rows.Token(user, 1));

        await using var database = data.Open();
        Assert.Null((await database.PersonalAccessTokens.SingleAsync()).ExpiresAt);
        Assert.Equal(0, await database.PersonalAccessTokens.CountAsync(token => token.ExpiresAt < Rows.Now));
    }

    [Theory, EveryEngine]
    public async Task Enums_are_kept_as_their_numbers(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = Rows.Group("acme");
        group.Visibility = Visibility.Public;
        await data.SaveAsync(group);
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        await data.SaveAsync(Rows.Membership(user, group));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        await data.SaveAsync(Rows.Package(name, "1.0.0", PackageStatus.Deprecated));

        Assert.Equal(20, await NumberAsync("""SELECT "Visibility" FROM "Groups" """));
        Assert.Equal(30, await NumberAsync("""SELECT "AccessLevel" FROM "Memberships" """));
        Assert.Equal(11, await NumberAsync("""SELECT "Type" FROM "PackageNames" """));
        Assert.Equal(5, await NumberAsync("""SELECT "Status" FROM "Packages" """));
        Assert.Equal(1, await NumberAsync("""SELECT "Creator_Kind" FROM "Packages" """));

        async Task<long> NumberAsync(string sql) => Convert.ToInt64(await data.ExecuteAsync(sql));
    }

    [Theory, EveryEngine]
    public async Task Who_did_it_is_kept_beside_what_was_done(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var done = Rows.AuditEvent(Rows.Now);
        done.Actor = new Actor { Kind = ActorKind.DeployToken, Id = 7, Name = "gitlab+deploy-token-7" };
        await data.SaveAsync(done);

        await using var database = data.Open();
        Assert.Equal(done.Actor, (await database.AuditEvents.SingleAsync(e => e.Actor.Kind == ActorKind.DeployToken && e.Actor.Id == 7)).Actor);
    }

    [Theory, EveryEngine]
    public async Task Names_are_told_apart_by_case_and_ordered_by_code_point(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        foreach (var name in (string[])["web", "Web", "web-ui", "été", "webb"])
        {
            await data.SaveAsync(Rows.PackageName(project, name));
        }

        await using var database = data.Open();
        Assert.Equal(["Web", "web", "web-ui", "webb", "été"], await database.PackageNames.OrderBy(n => n.Name).Select(n => n.Name).ToListAsync());
        Assert.Equal(1, await database.PackageNames.CountAsync(n => n.Name == "web"));
    }
}
