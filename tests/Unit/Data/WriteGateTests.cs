using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Xunit;

namespace Registry.Unit.Data;

public sealed class WriteGateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory, EveryEngine]
    public async Task A_write_without_commit_leaves_nothing_and_moves_no_stamp(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var before = await data.ReadStampsAsync();
        await using (var database = data.Open())
        await using (var write = await database.BeginWriteAsync(CancellationToken.None))
        {
            database.Add(Rows.Group("acme"));
            await database.SaveChangesAsync();
            write.MoveContent();
        }

        await using var after = data.Open();
        Assert.Empty(await after.Groups.ToListAsync());
        Assert.Equal(before, await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task All_that_a_write_saves_appears_at_its_commit(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var database = data.Open();
        await using var write = await database.BeginWriteAsync(CancellationToken.None);
        database.Add(Rows.Group("acme"));
        await database.SaveChangesAsync();
        database.Add(Rows.Group("umbrella"));
        await database.SaveChangesAsync();

        await using var reader = data.Open();
        Assert.Equal(0, await reader.Groups.CountAsync());
        await write.CommitAsync(CancellationToken.None);
        Assert.Equal(2, await reader.Groups.CountAsync());
        Assert.Equal(new Stamps(1, 0), await data.ReadStampsAsync());
    }

    [Fact]
    public async Task SQLite_lets_in_one_writer_at_a_time()
    {
        await using var data = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var first = data.Open();
        await using var second = data.Open();
        var held = await first.BeginWriteAsync(CancellationToken.None);

        var waiting = second.BeginWriteAsync(CancellationToken.None);
        var saving = data.SaveAsync(Rows.Group("acme"));
        await data.ReadStampsAsync();
        Assert.False(waiting.IsCompleted);
        Assert.False(saving.IsCompleted);

        await held.DisposeAsync();
        await (await waiting.WaitAsync(Limit)).DisposeAsync();
        await saving.WaitAsync(Limit);
    }

    [Fact]
    public async Task PostgreSQL_lets_in_many_writers_at_once()
    {
        await using var data = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        await using var first = data.Open();
        await using var second = data.Open();

        await using var held = await first.BeginWriteAsync(CancellationToken.None);
        await using var beside = await second.BeginWriteAsync(CancellationToken.None).WaitAsync(Limit);
        second.Add(Rows.Group("acme"));
        await second.SaveChangesAsync().WaitAsync(Limit);
        await beside.CommitAsync(CancellationToken.None).WaitAsync(Limit);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_SQLite_holds_nobody_up()
    {
        await using var data = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var first = data.Open();
        await using var second = data.Open();
        using var patience = new CancellationTokenSource();
        await using (await first.BeginWriteAsync(CancellationToken.None))
        {
            var waiting = second.BeginWriteAsync(patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using var write = await second.BeginWriteAsync(CancellationToken.None).WaitAsync(Limit);
    }

    [Theory, EveryEngine]
    public async Task A_write_disposed_of_twice_leaves_the_gate_once(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var database = data.Open();
        var write = await database.BeginWriteAsync(CancellationToken.None);

        await write.DisposeAsync();
        await write.DisposeAsync();

        await data.SaveAsync(Rows.Group("acme")).WaitAsync(Limit);
    }

    [Theory, EveryEngine]
    public async Task A_context_writes_one_thing_at_a_time(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var database = data.Open();
        await using (await database.BeginWriteAsync(CancellationToken.None))
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.BeginWriteAsync(CancellationToken.None));
            Assert.Equal("This context is writing already.", refused.Message);
        }

        await using var next = await database.BeginWriteAsync(CancellationToken.None).WaitAsync(Limit);
    }

    [Theory, EveryEngine]
    public async Task Saving_without_waiting_is_refused(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var database = data.Open();
        database.Add(Rows.Group("acme"));

#pragma warning disable MA0042 // What must not be called is what is called here.
        var refused = Assert.Throws<NotSupportedException>(() => database.SaveChanges());
#pragma warning restore MA0042

        Assert.Equal("Saving waits for the write gate: call SaveChangesAsync.", refused.Message);
    }

    [Theory, EveryEngine]
    public async Task Writers_at_once_all_commit_and_each_moves_the_stamp(DatabaseEngine engine)
    {
        const int writers = 24;
        await using var data = await TestDatabase.CreateAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(number => Task.Run(() => data.SaveAsync(Rows.Group($"acme-{number}"))))).WaitAsync(Limit);

        await using var database = data.Open();
        Assert.Equal(writers, await database.Groups.CountAsync());
        Assert.Equal(new Stamps(writers, 0), await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task A_refused_save_leaves_the_gate_open_and_moves_no_stamp(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        await data.SaveAsync(Rows.Route("acme", group));
        var before = await data.ReadStampsAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() => data.SaveAsync(Rows.Route("acme", group)));

        Assert.Equal(before, await data.ReadStampsAsync());
        await data.SaveAsync(Rows.Group("umbrella")).WaitAsync(Limit);
    }

    // A publisher that lost a race reads what the winner wrote, and goes on.
    [Theory, EveryEngine]
    public async Task A_write_goes_on_after_a_refused_save(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        await data.SaveAsync(Rows.Route("acme", group));
        await using var database = data.Open();
        await using var write = await database.BeginWriteAsync(CancellationToken.None);
        database.Add(Rows.Group("umbrella"));
        await database.SaveChangesAsync();

        database.Add(Rows.Route("acme", group));
        await Assert.ThrowsAsync<DbUpdateException>(() => database.SaveChangesAsync());
        database.ChangeTracker.Clear();
        database.Add(Rows.Route("acme-2", group));
        await database.SaveChangesAsync();
        await write.CommitAsync(CancellationToken.None);

        await using var after = data.Open();
        Assert.Equal(["acme", "umbrella"], await after.Groups.Select(g => g.Path).Order().ToListAsync());
        Assert.Equal(["acme", "acme-2"], await after.Routes.Select(r => r.Path).Order().ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task What_a_failed_commit_did_not_keep_can_be_saved_again(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await data.ExecuteAsync(engine == DatabaseEngine.Sqlite
            ? """CREATE TRIGGER refuse BEFORE UPDATE ON "Stamps" BEGIN SELECT RAISE(ABORT, 'refused'); END"""
            : """
              CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql;
              CREATE TRIGGER refuse BEFORE UPDATE ON "Stamps" FOR EACH ROW EXECUTE FUNCTION refuse();
              """);
        await using var database = data.Open();
        var group = Rows.Group("acme");
        database.Add(group);

        await Assert.ThrowsAnyAsync<Exception>(() => database.SaveChangesAsync());
        Assert.Equal(EntityState.Added, database.Entry(group).State);
        await data.ExecuteAsync(engine == DatabaseEngine.Sqlite ? "DROP TRIGGER refuse" : """DROP TRIGGER refuse ON "Stamps" """);
        await database.SaveChangesAsync();

        Assert.Equal(EntityState.Unchanged, database.Entry(group).State);
        await using var after = data.Open();
        Assert.Equal("acme", (await after.Groups.SingleAsync()).Path);
    }

    [Fact]
    public async Task SQLite_flushes_commits_and_lets_readers_beside_a_writer()
    {
        await using var data = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var database = data.Open();

        Assert.Equal("wal", await PragmaAsync("journal_mode"));
        Assert.Equal("2", await PragmaAsync("synchronous"));
        Assert.Equal("1", await PragmaAsync("foreign_keys"));

        async Task<string?> PragmaAsync(string name)
        {
            await database.Database.OpenConnectionAsync();
            await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names stand above.
            command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
            return Convert.ToString(await command.ExecuteScalarAsync());
        }
    }
}
