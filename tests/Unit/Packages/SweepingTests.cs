using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What nobody can want back is swept away, and nothing else.</summary>
public sealed class SweepingTests
{
    [Theory, EveryEngine]
    public async Task The_trash_is_emptied_after_its_days_and_the_bytes_a_day_after_that(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (chart, tarball, kept) = (await shelf.ChartAsync(), await shelf.NpmAsync("web", "1.0.0"), await shelf.NpmAsync("web", "2.0.0"));
        await shelf.DeleteAsync($"/packages/{chart}");
        await shelf.DeleteAsync($"/packages/{tarball}");
        var bytes = Blobs(shelf);

        Assert.Equal(SweepReport.Nothing, await SweepAsync(shelf));
        await AgeAsync(shelf, TimeSpan.FromDays(6.9));
        Assert.Equal(SweepReport.Nothing, await SweepAsync(shelf));
        await AgeAsync(shelf, TimeSpan.FromDays(0.2));
        Assert.Equal(new SweepReport(2, 0, 0, 0), await SweepAsync(shelf));
        Assert.Equal(bytes, Blobs(shelf));
        Assert.Equal(404, (await shelf.SendAsync(HttpMethod.Post, $"/packages/{chart}/restore")).Status);
        await AgeAsync(shelf, TimeSpan.FromDays(1.1));
        var report = await SweepAsync(shelf);

        Assert.Equal((0, 0, 2), (report.Packages, report.Files, report.Blobs));
        Assert.Equal(bytes.Count - 2, Blobs(shelf).Count);
        await using var database = shelf.Registry.Open();
        Assert.Equal(kept, (await database.PackageFiles.SingleAsync()).PackageId);
        Assert.Equal(1, await database.Blobs.CountAsync());
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web/-/web-2.0.0.tgz")).Status);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", "1.0.0", shelf.Token)).Status);
    }

    [Theory, EveryEngine]
    public async Task Bytes_that_another_file_names_stay(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = TestCharts.Package();
        await shelf.ChartAsync();
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        await shelf.Registry.UploadAsync($"/api/v4/projects/{other}", chart, await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("root", isAdmin: true)));
        await shelf.DeleteAsync($"/packages/{(await FirstAsync(shelf)).Id}");

        await SweepTwiceAsync(shelf);

        Assert.Equal(chart, (await shelf.Registry.GetAsync($"/api/v4/projects/{other}/packages/helm/stable/charts/mychart-0.1.0.tgz", await RootAsync(shelf))).Bytes);
    }

    [Theory, EveryEngine]
    public async Task Bytes_that_come_back_before_they_are_swept_stay(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.DeleteAsync($"/packages/{await shelf.ChartAsync()}");
        await AgeAsync(shelf, TimeSpan.FromDays(7.1));
        await SweepAsync(shelf);

        await shelf.ChartAsync();
        await AgeAsync(shelf, TimeSpan.FromDays(1.1));

        Assert.Equal(SweepReport.Nothing, await SweepAsync(shelf));
        Assert.Equal(TestCharts.Package(), (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Bytes);
    }

    [Fact]
    public async Task Bytes_without_a_row_go_after_a_day()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.ChartAsync();
        var digest = new string('a', 64);
        var stray = Path.Combine(shelf.Registry.DataDirectory, "blobs", "sha256", "aa", digest);
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        await File.WriteAllBytesAsync(stray, [1, 2, 3]);

        Assert.Equal(SweepReport.Nothing, await SweepAsync(shelf));
        File.SetLastWriteTimeUtc(stray, DateTime.UtcNow.AddDays(-1.1));

        Assert.Equal(new SweepReport(0, 0, 1, 3), await SweepAsync(shelf));
        Assert.False(File.Exists(stray));
    }

    [Fact]
    public async Task A_version_that_was_swept_away_comes_from_no_sibling()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.NpmAsync("@acme/web", "2.0.0");
        var id = await shelf.NpmAsync("@acme/web", "1.0.0");
        await shelf.DeleteAsync($"/packages/{id}");
        await SweepTwiceAsync(shelf);
        var sibling = await shelf.Registry.CreateProjectAsync("acme/sibling", Visibility.Public);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(sibling, "@acme/web", "1.0.0", await RootAsync(shelf), "evil")).Status);

        var document = (await shelf.Registry.GetAsync("/api/v4/groups/acme/-/packages/npm/@acme%2fweb", shelf.Token)).Text;

        Assert.Contains("\"2.0.0\"", document, StringComparison.Ordinal);
        Assert.DoesNotContain("\"1.0.0\"", document, StringComparison.Ordinal);
    }

    private static async Task SweepTwiceAsync(Shelf shelf)
    {
        await AgeAsync(shelf, TimeSpan.FromDays(8));
        await SweepAsync(shelf);
        await AgeAsync(shelf, TimeSpan.FromDays(2));
        await SweepAsync(shelf);
    }

    private static Task<SweepReport> SweepAsync(Shelf shelf) => shelf.Registry.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);

    // As if so much time had gone by.
    private static async Task AgeAsync(Shelf shelf, TimeSpan time)
    {
        await using var database = shelf.Registry.Open();
        foreach (var package in await database.Packages.Where(package => package.DeletedAt != null).ToListAsync())
        {
            package.DeletedAt -= time;
        }

        foreach (var blob in await database.Blobs.Where(blob => blob.UnreferencedAt != null).ToListAsync())
        {
            blob.UnreferencedAt -= time;
        }

        await database.SaveChangesAsync();
        foreach (var path in Blobs(shelf))
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) - time);
        }
    }

    private static List<string> Blobs(Shelf shelf) =>
        [.. Directory.EnumerateFiles(Path.Combine(shelf.Registry.DataDirectory, "blobs", "sha256"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task<Package> FirstAsync(Shelf shelf)
    {
        await using var database = shelf.Registry.Open();
        return await database.Packages.OrderBy(package => package.Id).FirstAsync();
    }

    private static async Task<string> RootAsync(Shelf shelf)
    {
        await using var database = shelf.Registry.Open();
        return await shelf.Registry.CreateTokenAsync(
            await database.Users.SingleOrDefaultAsync(user => user.UserName == "root") ?? await shelf.Registry.CreateUserAsync("root", isAdmin: true));
    }
}
