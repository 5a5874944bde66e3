using System.Text;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data.Blobs;

/// <summary>What is swept, and told, when somebody comes between the looking and the deleting.</summary>
public sealed class BlobSweeperTests
{
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    [Theory, EveryEngine]
    public async Task A_blob_that_a_file_names_after_it_was_looked_at_stays_and_ends_the_sweep(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (named, unused) = (await KeepAsync(database, "named"), await KeepAsync(database, "unused"));
        var package = await PackageAsync(database);
        var databases = new Interrupted(database, beforeContext: 2, () => database.SaveAsync(Rows.File(package, named)));

        var swept = await new BlobSweeper(databases, database.Blobs).SweepAsync(Rows.Now, new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);

        Assert.Equal((1, 6L), swept);
        await using var rows = database.Open();
        Assert.Equal([named.Digest], await rows.Blobs.Select(blob => blob.Digest).ToListAsync());
        Assert.Equal([named.Digest], database.Blobs.List());
        Assert.Null(database.Blobs.OpenRead(unused.Digest));
    }

    [Theory, EveryEngine]
    public async Task Only_bytes_that_went_are_counted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await KeepAsync(database, "gone");
        var keptAgain = await KeepAsync(database, "kept again", Rows.Now);
        await database.SaveAsync(new Blob { Digest = new('a', 64), Size = 1000, CreatedAt = Rows.Now, UnreferencedAt = Rows.Now - TwoDays });

        var swept = await database.Services.GetRequiredService<BlobSweeper>().SweepAsync(Rows.Now, CancellationToken.None);

        Assert.Equal((1, 4L), swept);
        await using var rows = database.Open();
        Assert.Empty(await rows.Blobs.ToListAsync());
        Assert.Equal([keptAgain.Digest], database.Blobs.List());
    }

    [Theory, EveryEngine]
    public async Task More_blobs_than_a_batch_go_in_one_sweep(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        foreach (var number in Enumerable.Range(100, 401))
        {
            await KeepAsync(database, $"{number}");
        }

        var swept = await database.Services.GetRequiredService<BlobSweeper>().SweepAsync(Rows.Now, CancellationToken.None);

        Assert.Equal((401, 1203L), swept);
        Assert.Empty(database.Blobs.List());
    }

    // With its row, which nothing has named for two days.
    private static async Task<Blob> KeepAsync(TestDatabase database, string text, DateTimeOffset? writtenAt = null)
    {
        await using var staged = database.Blobs.Stage();
        await staged.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        var sums = staged.Finish();
        await database.Blobs.KeepAsync(staged, CancellationToken.None);
        File.SetLastWriteTimeUtc(
            Path.Combine(database.Settings.BlobDirectory, "sha256", sums.Sha256[..2], sums.Sha256), (writtenAt ?? Rows.Now - TwoDays).UtcDateTime);
        return await database.SaveAsync(new Blob { Digest = sums.Sha256, Size = sums.Size, CreatedAt = Rows.Now - TwoDays, UnreferencedAt = Rows.Now - TwoDays });
    }

    private static async Task<Package> PackageAsync(TestDatabase database)
    {
        var project = await database.SaveAsync(Rows.Project(await database.SaveAsync(Rows.Group("acme")), "web"));
        return await database.SaveAsync(Rows.Package(await database.SaveAsync(Rows.PackageName(project, "web")), "1.0.0"));
    }

    // The sweeper opens one context to mark and one for each batch.
    private sealed class Interrupted(TestDatabase database, int beforeContext, Func<Task> interrupt) : IDbContextFactory<RegistryDbContext>
    {
        private int _opened;

        public RegistryDbContext CreateDbContext() => database.Open();

        public async Task<RegistryDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (++_opened == beforeContext)
            {
                await interrupt();
            }

            return database.Open();
        }
    }
}
