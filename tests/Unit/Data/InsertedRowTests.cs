using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data;

/// <summary>Rows that are added past the change tracker.</summary>
public sealed class InsertedRowTests
{
    [Theory, EveryEngine]
    public async Task An_inserted_row_reads_back_as_it_was_and_has_the_key_that_the_database_made(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var project = await data.SaveAsync(Rows.Project(await data.SaveAsync(Rows.Group("acme")), "charts"));
        var name = await InsertAsync(Rows.PackageName(project, "web"));
        var package = Rows.Package(name, "1.0.0", PackageStatus.Hidden);
        package.Description = "it's \"quoted\" @p0";
        await InsertAsync(package);
        var file = await InsertAsync(Rows.File(package, await InsertAsync(Rows.Blob('a'))));
        var metadata = Rows.NpmMetadata(package, file);
        metadata.Document = [0, 1, 255];
        await InsertAsync(metadata, Rows.NpmReadme(package), Rows.Tag(name, package));
        await InsertAsync(Rows.HelmMetadata(file, project), Rows.Channel(project), Rows.AuditEvent(Rows.Now), Rows.AuditEvent(Rows.Now.AddDays(1)));

        await using var database = data.Open();
        Assert.True(name.Id > 0 && package.Id > 0 && file.Id > 0);
        AssertSame(name, await database.PackageNames.SingleAsync());
        AssertSame(package, await database.Packages.SingleAsync());
        AssertSame(file, await database.PackageFiles.SingleAsync());
        AssertSame(Rows.Blob('a'), await database.Blobs.SingleAsync());
        AssertSame(metadata, await database.NpmMetadata.SingleAsync());
        AssertSame(Rows.NpmReadme(package), await database.NpmReadmes.SingleAsync());
        AssertSame(Rows.Tag(name, package), await database.PackageTags.SingleAsync());
        AssertSame(Rows.HelmMetadata(file, project), await database.HelmFileMetadata.SingleAsync());
        AssertSame(Rows.Channel(project), await database.HelmChannels.SingleAsync());
        Assert.Equal([Rows.Now, Rows.Now.AddDays(1)], await database.AuditEvents.OrderBy(row => row.Id).Select(row => row.At).ToListAsync());

        async Task<T> InsertAsync<T>(T row, params object[] others)
            where T : class
        {
            await using var writing = data.Open();
            await using var write = await writing.BeginWriteAsync(CancellationToken.None);
            await writing.InsertAsync([row, .. others], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return row;
        }
    }

    [Theory, EveryEngine]
    public async Task Inserting_moves_the_stamps_as_saving_does(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));

        Assert.Equal(new Stamps(0, 0), await MovedAsync(Rows.AuditEvent(Rows.Now)));
        Assert.Equal(new Stamps(0, 1), await MovedAsync(Rows.PackageName(project, "web"), Rows.Channel(project)));
        Assert.Equal(new Stamps(1, 0), await MovedAsync(Rows.Project(group, "images")));

        async Task<Stamps> MovedAsync(params object[] rows)
        {
            var reader = data.Services.GetRequiredService<IStampReader>();
            var before = await reader.ReadAsync(CancellationToken.None);
            await using var database = data.Open();
            await using (var write = await database.BeginWriteAsync(CancellationToken.None))
            {
                await database.InsertAsync(rows, CancellationToken.None);
                await write.CommitAsync(CancellationToken.None);
            }

            var after = await reader.ReadAsync(CancellationToken.None);
            return new Stamps(after.Access - before.Access, after.Content - before.Content);
        }
    }

    [Theory, EveryEngine]
    public async Task What_the_database_refuses_throws_as_a_save_does_and_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var project = await data.SaveAsync(Rows.Project(await data.SaveAsync(Rows.Group("acme")), "charts"));
        await using (var database = data.Open())
        {
            await using var write = await database.BeginWriteAsync(CancellationToken.None);

            await Assert.ThrowsAsync<DbUpdateException>(() => database.InsertAsync([Rows.PackageName(project, "web"), Rows.PackageName(project, "web")], CancellationToken.None));
        }

        await using var after = data.Open();
        Assert.Empty(await after.PackageNames.ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task Nothing_is_inserted_outside_a_write(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await using var database = data.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.InsertAsync([Rows.AuditEvent(Rows.Now)], CancellationToken.None));
    }

    [Theory, EveryEngine]
    public async Task A_held_version_is_one_that_is_not_deleted_of_that_very_name(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var project = await data.SaveAsync(Rows.Project(await data.SaveAsync(Rows.Group("acme")), "charts"));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        await data.SaveAsync(Rows.Package(name, "1.0.0"));
        await data.SaveAsync(Rows.Package(name, "2.0.0", PackageStatus.PendingDestruction));

        Assert.Equal(new HeldVersion(name.Id, true), await FindAsync("web", "1.0.0"));
        Assert.Equal(new HeldVersion(name.Id, false), await FindAsync("web", "2.0.0"));
        Assert.Equal(new HeldVersion(name.Id, false), await FindAsync("web", "3.0.0"));
        Assert.Null(await FindAsync("Web", "1.0.0"));
        Assert.Null(await FindAsync("web", "1.0.0", PackageType.Npm));

        async Task<HeldVersion?> FindAsync(string held, string version, PackageType type = PackageType.Helm)
        {
            await using var database = data.Open();
            await database.Database.OpenConnectionAsync();
            return await HeldVersion.FindAsync(database, project.Id, type, held, version, CancellationToken.None);
        }
    }

    private static void AssertSame(object expected, object read) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(read));
}
