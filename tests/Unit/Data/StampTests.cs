using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data;

public sealed class StampTests
{
    private static readonly Stamps Access = new(1, 0);
    private static readonly Stamps Content = new(0, 1);
    private static readonly Stamps Neither = new(0, 0);

    [Theory, EveryEngine]
    public async Task Every_kind_of_row_moves_the_stamp_it_should_and_no_other(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var seen = new HashSet<Type>();

        var user = await AddAsync(Access, Rows.User("ada"));
        var group = await AddAsync(Access, Rows.Group("acme"));
        await AddAsync(Access, Rows.Ancestor(group, group, depth: 0));
        var project = await AddAsync(Access, Rows.Project(group, "charts"));
        await AddAsync(Access, Rows.Route("acme/charts", project));
        await AddAsync(Access, Rows.Membership(user, group));
        var token = await AddAsync(Access, Rows.Token(user, 1));
        await AddAsync(Access, Rows.Bound(token, project));
        await AddAsync(Access, Rows.DeployToken(project, 1));
        var pipeline = await AddAsync(Neither, Rows.Pipeline(project, user));
        await AddAsync(Access, Rows.Job(pipeline, 1));
        var name = await AddAsync(Content, Rows.PackageName(project, "web"));
        var package = await AddAsync(Content, Rows.Package(name, "1.0.0"));
        var blob = await AddAsync(Neither, Rows.Blob('a'));
        var file = await AddAsync(Content, Rows.File(package, blob));
        await AddAsync(Content, Rows.HelmMetadata(file, project));
        await AddAsync(Content, Rows.Channel(project));
        await AddAsync(Content, Rows.Provenance(file, await data.SaveAsync(Rows.File(package, blob))));
        await AddAsync(Content, Rows.Tag(name, package));
        await AddAsync(Content, Rows.NpmMetadata(package, file));
        await AddAsync(Neither, Rows.NpmReadme(package));
        await AddAsync(Neither, Rows.SigningKey());
        await AddAsync(Neither, Rows.LoginRequest(user));
        await AddAsync(Access, Rows.PackageSettings(project));
        await AddAsync(Access, Rows.ProtectionRule(project));
        await AddAsync(Neither, Rows.TrustedPublisher(project, user));
        await AddAsync(Neither, Rows.SpentIdToken());
        await AddAsync(Neither, Rows.RetiredPackageName());
        await AddAsync(Neither, Rows.PackagePipeline(package, pipeline));
        await AddAsync(Neither, Rows.DownloadDay(package));
        await AddAsync(Neither, Rows.Dependency(name));
        await AddAsync(Neither, Rows.SearchEntry(name, package));
        await AddAsync(Access, Rows.Session(user));
        await AddAsync(Neither, Rows.AuditEvent(Rows.Now));
        await AddAsync(Neither, Rows.DataProtectionKey());

        // A new entity belongs in the list above.
        await using var database = data.Open();
        Assert.Empty(database.Model.GetEntityTypes()
            .Select(type => type.ClrType)
            .Where(type => type.Namespace == typeof(Package).Namespace && type != typeof(StampsRow))
            .Except(seen));

        async Task<T> AddAsync<T>(Stamps moved, T row)
            where T : class
        {
            seen.Add(typeof(T));
            Assert.Equal((typeof(T), moved), (typeof(T), await MovedAsync(data, () => data.SaveAsync(row))));
            return row;
        }
    }

    [Theory, EveryEngine]
    public async Task Changing_and_deleting_move_the_stamp_as_adding_does(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        var package = await data.SaveAsync(Rows.Package(name, "1.0.0"));

        Assert.Equal(Access, await ChangeAsync(database => database.Projects.Single().Visibility = Visibility.Public));
        Assert.Equal(Content, await ChangeAsync(database => database.Packages.Single().Status = PackageStatus.Hidden));
        Assert.Equal(Content, await ChangeAsync(database => database.Remove(package)));
        Assert.Equal(Access, await ChangeAsync(database => database.Remove(project)));
        Assert.Equal(new Stamps(0, 0), await ChangeAsync(database => database.Groups.Single().Visibility = Visibility.Private));

        Task<Stamps> ChangeAsync(Action<RegistryDbContext> change) => MovedAsync(data, async () =>
        {
            await using var database = data.Open();
            change(database);
            await database.SaveChangesAsync();
        });
    }

    [Theory, EveryEngine]
    public async Task One_write_of_both_kinds_moves_both_stamps_once(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));

        var moved = await MovedAsync(data, async () =>
        {
            await using var database = data.Open();
            database.AddRange(Rows.Group("umbrella"), Rows.Group("initech"), Rows.PackageName(project, "web"), Rows.Channel(project));
            await database.SaveChangesAsync();
        });

        Assert.Equal(new Stamps(1, 1), moved);
    }

    [Theory, EveryEngine]
    public async Task A_change_past_the_tracker_moves_the_stamp_that_its_writer_names(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await data.SaveAsync(Rows.Group("acme"));

        Assert.Equal(Access, await PublishAllAsync(write => write.MoveAccess()));
        Assert.Equal(Content, await PublishAllAsync(write => write.MoveContent()));
        Assert.Equal(Neither, await PublishAllAsync(_ => { }));

        Task<Stamps> PublishAllAsync(Action<WriteTransaction> move) => MovedAsync(data, async () =>
        {
            await using var database = data.Open();
            await using var write = await database.BeginWriteAsync(CancellationToken.None);
            Assert.Equal(1, await database.Groups.ExecuteUpdateAsync(group => group.SetProperty(g => g.Visibility, Visibility.Public)));
            move(write);
            await write.CommitAsync(CancellationToken.None);
        });
    }

    [Theory, EveryEngine]
    public async Task A_commit_over_another_connection_is_seen_at_once(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var connection = await data.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """UPDATE "Stamps" SET "Access" = "Access" + 1, "Content" = "Content" + 10""";

        for (var commits = 0; commits < 20; commits++)
        {
            Assert.Equal(new Stamps(commits, commits * 10), await data.ReadStampsAsync());
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(new Stamps(20, 200), await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task What_another_connection_has_not_committed_is_not_seen(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var connection = await data.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """UPDATE "Stamps" SET "Access" = 7""";
        await command.ExecuteNonQueryAsync();

        Assert.Equal(Neither, await data.ReadStampsAsync());
        await transaction.CommitAsync();
        Assert.Equal(new Stamps(7, 0), await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task Two_programs_see_each_others_commits(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var other = data.OpenAsAnotherProgram();
        var stamps = other.GetRequiredService<IStampReader>();
        Assert.Equal(Neither, await stamps.ReadAsync(CancellationToken.None));

        await data.SaveAsync(Rows.Group("acme"));

        Assert.Equal(Access, await stamps.ReadAsync(CancellationToken.None));
    }

    [Theory, EveryEngine]
    public async Task Readers_at_once_never_get_what_was_true_before_they_asked(DatabaseEngine engine)
    {
        const int readers = 4;
        const int reads = 100;
        await using var data = await TestDatabase.CreateAsync(engine);
        long committed = 0;

        var writing = Task.Run(async () =>
        {
            for (var number = 1; number <= 30; number++)
            {
                await data.SaveAsync(Rows.Group($"acme-{number}"));
                Volatile.Write(ref committed, number);
            }
        });
        var reading = Enumerable.Range(0, readers).Select(_ => Task.Run(async () =>
        {
            for (var read = 0; read < reads || !writing.IsCompleted; read++)
            {
                var asked = Volatile.Read(ref committed);
                Assert.InRange((await data.ReadStampsAsync()).Access, asked, long.MaxValue);
            }
        }));

        await Task.WhenAll([writing, .. reading]);
        Assert.Equal(new Stamps(30, 0), await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task A_read_that_fails_spoils_none_that_follow(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateEmptyAsync(engine);
        await Assert.ThrowsAnyAsync<Exception>(data.ReadStampsAsync);

        await data.Migrator.MigrateAsync(CancellationToken.None);

        Assert.Equal(Neither, await data.ReadStampsAsync());
    }

    // The view holds a read up after PostgreSQL has settled what that read can see.
    [Fact]
    public async Task Who_asks_PostgreSQL_during_a_read_does_not_get_the_answer_of_that_read()
    {
        await using var data = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        await data.ExecuteAsync("""
            ALTER TABLE "Stamps" RENAME TO "Kept";
            CREATE VIEW "Stamps" AS SELECT "Access", "Content", pg_advisory_xact_lock_shared(1)::text FROM "Kept";
            """);
        await using var holder = await data.ConnectAsync();
        await using var command = holder.CreateCommand();
        command.CommandText = "SELECT pg_advisory_lock(1)";
        await command.ExecuteNonQueryAsync();

        var early = data.ReadStampsAsync();
        command.CommandText = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";
        while ((long)(await command.ExecuteScalarAsync())! == 0)
        {
            Assert.False(early.IsCompleted);
        }

        await data.ExecuteAsync("""UPDATE "Kept" SET "Access" = 1""");
        var late = data.ReadStampsAsync();
        command.CommandText = "SELECT pg_advisory_unlock(1)";
        await command.ExecuteNonQueryAsync();

        Assert.Equal(Neither, await early);
        Assert.Equal(Access, await late);
    }

    private static async Task<Stamps> MovedAsync(TestDatabase data, Func<Task> change)
    {
        var before = await data.ReadStampsAsync();
        await change();
        var after = await data.ReadStampsAsync();
        return new Stamps(after.Access - before.Access, after.Content - before.Content);
    }
}
