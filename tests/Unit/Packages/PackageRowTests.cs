using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What the pages list, for every filter and order that an address can name.</summary>
public sealed class PackageRowTests
{
    [Theory, EveryEngine]
    public async Task Packages_are_found_by_everything_that_the_address_can_say(DatabaseEngine engine)
    {
        await using var shelf = await FilledAsync(engine);

        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 2, mychart 0.2.0 3", await NamesAsync(shelf, ""));
        Assert.Equal("mychart 0.2.0 3", await NamesAsync(shelf, "type=helm"));
        Assert.Equal("@acme/ui 1.1.0 2", await NamesAsync(shelf, "search=@ACME"));
        Assert.Equal("@acme/ui 1.0.0 1", await NamesAsync(shelf, "search=ui 1.0.0"));
        Assert.Equal("", await NamesAsync(shelf, "search=u_"));
        Assert.Equal("mychart 0.1.0 1", await NamesAsync(shelf, "branch=release"));
        Assert.Equal("", await NamesAsync(shelf, "branch=relea"));
        Assert.Equal("web 2.0.0 1", await NamesAsync(shelf, "published=today"));
        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 1", await NamesAsync(shelf, "published=30"));
        Assert.Equal("@acme/ui 1.0.0 1", await NamesAsync(shelf, $"from={Day(-60)}&to={Day(-60)}"));
        Assert.Equal("web 2.0.0 1", await NamesAsync(shelf, $"from={Day(-6)}"));
        Assert.Equal("@acme/ui 1.0.0 1, mychart 0.2.0 3", await NamesAsync(shelf, $"to={Day(-60)}"));
        Assert.Equal("", await NamesAsync(shelf, "status=hidden"));
        Assert.Equal("", await NamesAsync(shelf, "status=error"));
        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 2, mychart 0.2.0 3", await NamesAsync(shelf, "status=none&type=none&published=x&from=x&sort=x&group=x"));
        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 2, mychart 0.2.0 3", await NamesAsync(shelf, "search=%00%20"));
    }

    [Theory, EveryEngine]
    public async Task Names_and_versions_are_ordered_as_asked(DatabaseEngine engine)
    {
        await using var shelf = await FilledAsync(engine);

        Assert.Equal("mychart 0.2.0 3, @acme/ui 1.1.0 2, web 2.0.0 1", await NamesAsync(shelf, "sort=oldest"));
        Assert.Equal("@acme/ui 1.1.0 2, mychart 0.2.0 3, web 2.0.0 1", await NamesAsync(shelf, "sort=name"));
        Assert.Equal("@acme/ui 1.1.0 2, mychart 0.2.0 3, web 2.0.0 1", await NamesAsync(shelf, "sort=size"));
        Assert.Equal("mychart 0.2.0 3, @acme/ui 1.1.0 2, web 2.0.0 1", await NamesAsync(shelf, "sort=downloads"));

        // Versions as their formats order them: 0.10.0-rc.1 is above 0.2.0, however texts go.
        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 1, @acme/ui 1.0.0 1, mychart 0.10.0-rc.1 1, mychart 0.2.0 1, mychart 0.1.0 1", await NamesAsync(shelf, "group=version&sort=version"));
        Assert.Equal("web 2.0.0 1, @acme/ui 1.1.0 1, @acme/ui 1.0.0 1, mychart 0.10.0-rc.1 1, mychart 0.2.0 1, mychart 0.1.0 1", await NamesAsync(shelf, "group=version"));
        Assert.Equal("mychart 0.1.0 1, mychart 0.2.0 1, mychart 0.10.0-rc.1 1, @acme/ui 1.0.0 1, @acme/ui 1.1.0 1, web 2.0.0 1", await NamesAsync(shelf, "group=version&sort=oldest"));
        Assert.Equal("@acme/ui 1.1.0 1, @acme/ui 1.0.0 1, mychart 0.10.0-rc.1 1, mychart 0.2.0 1, mychart 0.1.0 1, web 2.0.0 1", await NamesAsync(shelf, "group=version&sort=name"));
        Assert.Equal("@acme/ui 1.0.0 1", (await NamesAsync(shelf, "group=version&sort=size")).Split(", ")[0]);
        Assert.Equal("mychart 0.1.0 1", (await NamesAsync(shelf, "group=version&sort=downloads")).Split(", ")[0]);
    }

    [Theory, EveryEngine]
    public async Task A_row_tells_all_that_its_line_shows(DatabaseEngine engine)
    {
        await using var shelf = await FilledAsync(engine);
        await using (var database = shelf.Registry.Open())
        {
            database.ProtectionRules.Add(new ProtectionRule
            {
                ProjectId = shelf.ProjectId,
                Type = PackageType.Npm,
                NamePattern = "@acme/*",
                MinimumLevelForDelete = AccessLevel.Owner,
                CreatedAt = DateTimeOffset.UtcNow,
            });
            await database.NpmMetadata.Where(metadata => database.Packages.Any(package => package.Id == metadata.PackageId && package.Name == "web"))
                .ExecuteUpdateAsync(set => set.SetProperty(metadata => metadata.Deprecated, "old"));
            await database.SaveChangesAsync();
        }

        var rows = (await ListAsync(shelf, "")).Rows.ToDictionary(row => row.Name);
        var (web, ui, chart) = (rows["web"], rows["@acme/ui"], rows["mychart"]);

        Assert.Equal((true, false, "npm", "mara"), (web.IsDeprecated, web.IsProtected, web.Format, web.Publisher));
        Assert.Equal((false, true, "latest"), (ui.IsDeprecated, ui.IsProtected, string.Join(' ', ui.Labels)));
        Assert.Equal(("Helm", "devel stable", NpmStage.FullPath), (chart.Format, string.Join(' ', chart.Labels), chart.ProjectPath));
        Assert.Equal((7L, 3L, 4L), (chart.Downloads.Sum(), chart.Downloads[^1], chart.Downloads[0]));
        Assert.Null(chart.Pipeline);
        await using var rest = shelf.Registry.Open();
        Assert.Equal(await rest.PackageFiles.Where(file => file.FileName.StartsWith("mychart")).SumAsync(file => file.Size), chart.Size);

        var versions = (await ListAsync(shelf, "group=version&type=helm&sort=version")).Rows;
        Assert.Equal(["devel", "stable", "stable"], versions.Select(row => string.Join(' ', row.Labels)));
        Assert.Equal((1L, "release"), (versions[2].Pipeline!.Iid, versions[2].Pipeline!.Ref));
    }

    [Theory, EveryEngine]
    public async Task A_group_lists_only_what_the_caller_may_read(DatabaseEngine engine)
    {
        await using var shelf = await FilledAsync(engine);
        await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        long groupId;
        await using (var database = shelf.Registry.Open())
        {
            groupId = await database.Groups.Where(group => group.FullPath == "acme").Select(group => group.Id).SingleAsync();
        }

        var stranger = await shelf.Registry.CreateUserAsync("sten");
        var rows = shelf.Registry.Services.GetRequiredService<PackageRowQueries>();
        foreach (var (caller, total) in new (Caller, int)[] { (Caller.Anonymous.Instance, 0), (Account(stranger), 0), (Account(shelf.User), 3) })
        {
            Assert.Equal(total, (await rows.ListAsync(new PackageScope.Group(groupId, true, caller), new PackageFilter(), 0, 20, default)).Total);
        }

        static Caller.Account Account(User user) => new(user.Id, user.UserName!, false, TokenScopes.Api);
    }

    [Fact]
    public async Task A_page_costs_the_same_few_queries_however_long()
    {
        await using var shelf = await FilledAsync(DatabaseEngine.Sqlite);

        Assert.Equal((2, 3), ((await ListAsync(shelf, "", 0, 2)).Rows.Count, (await ListAsync(shelf, "", 0, 2)).Total));
        Assert.Equal(["mychart"], (await ListAsync(shelf, "", 2, 2)).Rows.Select(row => row.Name));
        Assert.Empty((await ListAsync(shelf, "", 4, 2)).Rows);
    }

    [Fact]
    public void A_filter_is_written_into_an_address_as_it_is_read_from_it()
    {
        const string Query = "?search=web&type=npm&status=hidden&published=7&from=2026-01-02&to=2026-02-03&branch=main&sort=version&group=version";
        var filter = Filter(Query);

        Assert.Equal($"a/b{Query}", filter.Address("a/b"));
        Assert.Equal("a/b", new PackageFilter().Address("a/b"));
        Assert.Equal((true, false), (filter.Narrows, Filter("?sort=name&group=version").Narrows));
        Assert.Equal(PackageSort.Newest, Filter("?sort=version").Sort); // names have no one version
        Assert.Equal(255, Filter($"?search={new string('x', 10_000)}").Text.Length);
    }

    private static async Task<ReadShelf> FilledAsync(DatabaseEngine engine)
    {
        var shelf = await ReadShelf.CreateAsync(engine);
        var (job, _) = await shelf.OpenJobAsync("release");
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Shelf.Api, Helm.TestCharts.Package(version: "0.1.0"), job)).Status);
        await shelf.Shelf.ChartAsync("0.2.0");
        await shelf.Shelf.ChartAsync("0.10.0-rc.1", "devel");
        await shelf.Shelf.NpmAsync("@acme/ui", "1.0.0", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4_000)));
        await shelf.Shelf.NpmAsync("@acme/ui", "1.1.0");
        await shelf.Shelf.NpmAsync("web", "2.0.0");
        int[] ages = [400, 300, 200, 60, 10, 0];
        var now = DateTimeOffset.UtcNow;
        await using var database = shelf.Registry.Open();
        foreach (var (package, age) in (await database.Packages.OrderBy(package => package.Id).ToListAsync()).Zip(ages))
        {
            package.CreatedAt = now.AddDays(-age);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var chart = await database.Packages.Where(package => package.Version == "0.1.0").Select(package => package.Id).SingleAsync();
        database.PackageDownloadDays.AddRange(
            new() { PackageId = chart, Day = today, Count = 3 }, new() { PackageId = chart, Day = today.AddDays(-29), Count = 4 }, new() { PackageId = chart, Day = today.AddDays(-30), Count = 100 });
        await database.SaveChangesAsync();
        return shelf;
    }

    private static PackageFilter Filter(string query) => PackageFilter.Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    private static Task<PackageRowPage> ListAsync(ReadShelf shelf, string query, int skip = 0, int take = 20) =>
        shelf.Registry.Services.GetRequiredService<PackageRowQueries>().ListAsync(
            new PackageScope.Project(new KnownProject(shelf.ProjectId, NpmStage.FullPath, Visibility.Private, new HashSet<long>(), null), false), Filter($"?{query}"), skip, take, default);

    private static async Task<string> NamesAsync(ReadShelf shelf, string query)
    {
        var list = await ListAsync(shelf, query);
        Assert.Equal(list.Rows.Count, list.Total);
        return string.Join(", ", list.Rows.Select(row => $"{row.Name} {row.Version} {row.Versions}"));
    }

    private static string Day(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
