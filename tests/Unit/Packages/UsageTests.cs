using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>How much room packages take, and which names a rule would hold for.</summary>
public sealed class UsageTests
{
    [Theory, EveryEngine]
    public async Task Room_is_summed_by_format_by_name_and_by_project_and_the_trash_apart(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        await shelf.ChartAsync("0.1.0");
        await shelf.ChartAsync("0.2.0");
        await shelf.NpmAsync("web", "1.0.0", new string('x', 5_000));
        var gone = await shelf.NpmAsync("web", "2.0.0", new string('y', 9_000));
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{gone}")).Status);
        long helm, npm, trash, group;
        await using (var database = shelf.Registry.Open())
        {
            var files = database.PackageFiles.Join(database.Packages, file => file.PackageId, package => package.Id, (file, package) => new { file.Size, package.Type, package.Status }).ToList();
            helm = files.Where(file => file.Type == PackageType.Helm).Sum(file => file.Size);
            npm = files.Where(file => file.Type == PackageType.Npm && file.Status != PackageStatus.PendingDestruction).Sum(file => file.Size);
            trash = files.Where(file => file.Status == PackageStatus.PendingDestruction).Sum(file => file.Size);
            group = database.Groups.Single(one => one.FullPath == NpmStage.FullPath.Split('/')[0]).Id;
        }

        var usage = shelf.Registry.Services.GetRequiredService<UsageQueries>();
        foreach (var scope in new[] { new UsageScope(shelf.ProjectId, null), new UsageScope(null, group), new UsageScope(null, null) })
        {
            var read = await usage.ReadAsync(scope, CancellationToken.None);
            Assert.Equal(
                [new FormatUsage(PackageType.Npm, 1, npm), new FormatUsage(PackageType.Helm, 2, helm)], read.Formats.OrderBy(format => format.Type != PackageType.Npm));
            Assert.Equal(new RoomTaken(1, trash), read.Trash);
            var expected = new[] { ("mychart", 2L, helm), ("web", 1L, npm) }.OrderByDescending(one => one.Item3);
            Assert.Equal(expected, read.Largest.Select(one => (one.Name, one.Files, one.Bytes)));
            Assert.All(read.Largest, one => Assert.Equal(NpmStage.FullPath, one.ProjectPath));
            Assert.Equal([new ProjectUsage(NpmStage.FullPath, 4, helm + npm + trash)], await usage.ListProjectsAsync(scope, CancellationToken.None));
        }

        Assert.Empty((await usage.ReadAsync(new UsageScope(4711, null), CancellationToken.None)).Formats);
    }

    [Theory, EveryEngine]
    public async Task Downloads_are_counted_by_weeks_that_end_today(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (chart, npm) = (await shelf.ChartAsync(), await shelf.NpmAsync("web", "1.0.0"));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        long group;
        await using (var database = shelf.Registry.Open())
        {
            foreach (var (package, ago, count) in new[] { (chart, 0, 1), (npm, 0, 2), (npm, 6, 4), (npm, 7, 8), (chart, 13, 16), (chart, 90, 32), (chart, 91, 64) })
            {
                database.PackageDownloadDays.Add(new() { PackageId = package, Day = today.AddDays(-ago), Count = count });
            }

            await database.SaveChangesAsync();
            group = database.Groups.Single(one => one.FullPath == NpmStage.FullPath.Split('/')[0]).Id;
        }

        var usage = shelf.Registry.Services.GetRequiredService<UsageQueries>();
        foreach (var scope in new[] { new UsageScope(shelf.ProjectId, null), new UsageScope(null, group), new UsageScope(null, null) })
        {
            var read = await usage.CountDownloadsAsync(scope, CancellationToken.None);
            Assert.Equal((today, "32 0 0 0 0 0 0 0 0 0 0 24 7"), (read.LastDay, string.Join(' ', read.Weeks)));
        }

        Assert.Equal(new long[13], (await usage.CountDownloadsAsync(new UsageScope(4711, null), CancellationToken.None)).Weeks);
    }

    [Theory, EveryEngine]
    public async Task A_pattern_holds_for_the_names_that_a_rule_would_hold_for(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        foreach (var name in new[] { "web", "web-ui", "web_ui", "api" })
        {
            await shelf.NpmAsync(name, "1.0.0");
        }

        await shelf.ChartAsync();
        var gone = await shelf.NpmAsync("web-gone", "1.0.0");
        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{gone}")).Status);

        var rules = shelf.Registry.Services.GetRequiredService<ProtectionRules>();
        foreach (var (pattern, expected) in new[] { ("web*", "web web-ui web_ui"), ("WEB-*", "web-ui"), ("*_*", "web_ui"), ("web", "web"), ("%", ""), ("*", "api web web-ui web_ui"), ("we\\b", "") })
        {
            var (first, total) = await rules.MatchAsync(shelf.ProjectId, PackageType.Npm, pattern, 20, CancellationToken.None);
            Assert.Equal((expected, first.Count), (string.Join(' ', first.Order(StringComparer.Ordinal)), total));
        }

        var (two, all) = await rules.MatchAsync(shelf.ProjectId, PackageType.Npm, "*", 2, CancellationToken.None);
        Assert.Equal((2, 4), (two.Count, all));
    }
}
