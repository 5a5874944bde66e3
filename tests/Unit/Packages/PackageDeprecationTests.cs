using System.Net;
using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Versions that nobody should use any more, one or many at once.</summary>
public sealed class PackageDeprecationTests
{
    [Fact]
    public async Task It_is_offered_where_something_can_be_deprecated()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.ChartAsync("0.1.0");
        using var browser = await FormBrowser.SignedInAsync(shelf.Registry, "mara");
        var list = $"/{NpmStage.FullPath}/-/packages";

        Assert.DoesNotContain("Deprecate…", WebUtility.HtmlDecode((await browser.GetAsync(list)).Text), StringComparison.Ordinal);
        await shelf.NpmAsync("web", "1.0.0");
        Assert.Contains("Deprecate…", WebUtility.HtmlDecode((await browser.GetAsync(list)).Text), StringComparison.Ordinal);
        Assert.DoesNotContain("Deprecate…", WebUtility.HtmlDecode((await browser.GetAsync($"{list}?type=helm")).Text), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Each_version_tells_what_came_of_it_and_it_can_be_taken_back(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (chart, one, two) = (await shelf.ChartAsync(), await shelf.NpmAsync("web", "1.0.0"), await shelf.NpmAsync("web", "2.0.0"));
        var deprecation = shelf.Registry.Services.GetRequiredService<PackageDeprecation>();
        var by = new AuditSource(RunningRegistry.Operator, null, "127.0.0.1");
        Task<IReadOnlyList<DeprecatedPackage>> ChangeAsync(string? reason, params long[] ids) => deprecation.ChangeAsync(Project(shelf.ProjectId), ids, reason, by, PackageGuard.Open, default);

        Assert.Equal(["web 1.0.0 Done { WasDeprecated = False }"], Shown(await ChangeAsync("old", one)));
        Assert.Equal(
            ["web 1.0.0 Done { WasDeprecated = True }", "mychart 0.1.0 SaidInside { }", "web 2.0.0 Done { WasDeprecated = False }"],
            Shown(await ChangeAsync("use ng", one, chart, two, 999_999)));
        Assert.Equal(["web 1.0.0 Unchanged { }"], Shown(await ChangeAsync("use ng", one)));
        Assert.Equal("1.0.0 use ng, 2.0.0 use ng", await DeprecatedAsync());

        Assert.Equal(["web 2.0.0 Done { WasDeprecated = True }", "mychart 0.1.0 SaidInside { }"], Shown(await ChangeAsync(null, two, chart)));
        Assert.Equal("1.0.0 use ng", await DeprecatedAsync());

        async Task<string> DeprecatedAsync() => string.Join(", ", ((JsonObject)JsonNode.Parse((await shelf.GetAsync("/packages/npm/web")).Text)!["versions"]!)
            .Where(version => version.Value!["deprecated"] is not null).Select(version => $"{version.Key} {version.Value!["deprecated"]}"));
    }

    [Fact]
    public async Task What_may_not_be_or_is_not_there_stays_as_it_is()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.NpmAsync("web", "1.0.0");
        var other = await shelf.Registry.CreateProjectAsync("acme/other");
        var deprecation = shelf.Registry.Services.GetRequiredService<PackageDeprecation>();
        var by = new AuditSource(RunningRegistry.Operator, null, "127.0.0.1");
        var elsewhere = PackageGuard.Open with { Only = new BoundPackage(PackageType.Npm, "other") };

        Assert.Empty(await deprecation.ChangeAsync(Project(other), [id], "old", by, PackageGuard.Open, default));
        Assert.IsType<DeprecationResult.NotFound>(await deprecation.ChangeAsync(new PackageChange(other, id, by, PackageGuard.Open), "old", default));
        Assert.IsType<DeprecationResult.Guarded>(await deprecation.ChangeAsync(new PackageChange(shelf.ProjectId, id, by, elsewhere), "old", default));
        Assert.IsType<DeprecationResult.BadReason>(await deprecation.ChangeAsync(new PackageChange(shelf.ProjectId, id, by, PackageGuard.Open), "", default));
        Assert.IsType<DeprecationResult.BadReason>(await deprecation.ChangeAsync(new PackageChange(shelf.ProjectId, id, by, PackageGuard.Open), new string('x', 1001), default));
        Assert.DoesNotContain("deprecated", (await shelf.GetAsync("/packages/npm/web")).Text, StringComparison.Ordinal);

        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{id}")).Status);
        Assert.Equal(["web 1.0.0 NotFound { }"], Shown(await deprecation.ChangeAsync(Project(shelf.ProjectId), [id], "old", by, PackageGuard.Open, default)));
    }

    private static IEnumerable<string> Shown(IReadOnlyList<DeprecatedPackage> results) => results.Select(one => $"{one.Package.Name} {one.Package.Version} {one.Result}");

    private static KnownProject Project(long id) => new(id, NpmStage.FullPath, Visibility.Private, new HashSet<long>(), null);
}
