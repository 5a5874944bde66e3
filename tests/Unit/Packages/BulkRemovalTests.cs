using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Many versions go, and come back, each with an answer of its own.</summary>
public sealed class BulkRemovalTests
{
    [Theory, EveryEngine]
    public async Task Each_version_is_deleted_or_left_and_what_went_comes_back(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (first, second, kept) = (await shelf.ChartAsync("0.1.0"), await shelf.ChartAsync("0.2.0"), await shelf.NpmAsync("guarded", "1.0.0"));
        var removal = shelf.Registry.Services.GetRequiredService<BulkRemoval>();
        var by = new AuditSource(RunningRegistry.Operator, null, "127.0.0.1");
        var project = Project(shelf);
        var guard = new PackageGuard([KnownProtection.Of(new ProtectionRule { Type = PackageType.Npm, NamePattern = "guarded", MinimumLevelForDelete = AccessLevel.Owner })], AccessLevel.Maintainer);

        var (chosen, total) = await removal.ChooseAsync(project, new PackageFilter(), ids: null, default);
        var deleted = await removal.DeleteAsync(project, [.. chosen.Select(one => one.Id), 999_999], by, guard, default);

        Assert.Equal(3, total);
        Assert.Equal(
            ["guarded 1.0.0 Guarded", "mychart 0.2.0 Done", "mychart 0.1.0 Done"], deleted.Select(one => $"{one.Package.Name} {one.Package.Version} {one.Result.GetType().Name}"));
        Assert.Equal(404, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.2.0.tgz")).Status);
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/guarded")).Status);

        var trash = await shelf.Registry.Services.GetRequiredService<TrashQueries>().ListAsync(shelf.ProjectId, 0, 20, default);
        Assert.Equal(2, trash.Total);
        Assert.Equal(["Helm mychart 0.1.0 command line", "Helm mychart 0.2.0 command line"], trash.Rows.Select(row => $"{row.Format} {row.Name} {row.Version} {row.DeletedBy}").Order());
        Assert.All(trash.Rows, row => Assert.Equal(row.DeletedAt.AddDays(7), row.GoneAt));

        await shelf.ChartAsync("0.1.0");
        var restored = await removal.RestoreAsync(project, [first, second, kept], by, guard, default);

        Assert.Equal(["ExistsAgain", "Done", "NotFound"], restored.Select(one => one.Result.GetType().Name));
        Assert.Equal(200, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.2.0.tgz")).Status);
        Assert.Equal(1, (await shelf.Registry.Services.GetRequiredService<TrashQueries>().ListAsync(shelf.ProjectId, 0, 20, default)).Total);
    }

    [Fact]
    public async Task What_is_chosen_by_name_means_its_versions_that_match()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.ChartAsync("0.1.0");
        var second = await shelf.ChartAsync("0.2.0");
        await shelf.NpmAsync("web", "1.0.0");
        var removal = shelf.Registry.Services.GetRequiredService<BulkRemoval>();
        await using var database = shelf.Registry.Open();
        var name = await database.PackageNames.Where(one => one.Name == "mychart").Select(one => one.Id).SingleAsync();

        Assert.Equal("mychart 0.2.0, mychart 0.1.0", await ChooseAsync(new PackageFilter(), [name]));
        Assert.Equal("mychart 0.1.0", await ChooseAsync(new PackageFilter { Text = "0.1" }, [name]));
        Assert.Equal("mychart 0.2.0", await ChooseAsync(new PackageFilter { ByVersion = true }, [second]));
        Assert.Equal("", await ChooseAsync(new PackageFilter(), []));
        Assert.Equal("web 1.0.0", await ChooseAsync(new PackageFilter { Type = PackageType.Npm }, null));

        async Task<string> ChooseAsync(PackageFilter filter, long[]? ids) =>
            string.Join(", ", (await removal.ChooseAsync(Project(shelf), filter, ids, default)).Packages.Select(one => $"{one.Name} {one.Version}"));
    }

    [Fact]
    public async Task A_version_of_another_project_is_neither_deleted_nor_named()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.ChartAsync();
        var other = await shelf.Registry.CreateProjectAsync("acme/other");

        var results = await shelf.Registry.Services.GetRequiredService<BulkRemoval>().DeleteAsync(
            new KnownProject(other, "acme/other", Visibility.Private, new HashSet<long>(), null), [id], new AuditSource(RunningRegistry.Operator, null, null), PackageGuard.Open, default);

        Assert.Empty(results);
        Assert.Equal(200, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Status);
    }

    private static KnownProject Project(Shelf shelf) => new(shelf.ProjectId, NpmStage.FullPath, Visibility.Private, new HashSet<long>(), null);
}
