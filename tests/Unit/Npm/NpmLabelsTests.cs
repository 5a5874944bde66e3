using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Dist-tags as the page of a version changes them: clients see the same as after <c>npm dist-tag</c>.</summary>
public sealed class NpmLabelsTests
{
    [Theory, EveryEngine]
    public async Task A_tag_is_given_moved_and_taken_away_as_npm_does(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        await stage.PublishedAsync(new TestPackage(), new TestPackage(Version: "1.1.0"));
        await using var database = stage.Registry.Open();
        var versions = await database.Packages.OrderBy(package => package.Id).ToListAsync();
        var labels = stage.Registry.Services.GetServices<IPackageLabels>().Single();
        var by = new AuditSource(RunningRegistry.Operator, null, "127.0.0.1");

        Assert.IsType<LabelResult.Done>(await labels.SetAsync(versions[0], "beta", by, PackageGuard.Open, default));
        Assert.IsType<LabelResult.Done>(await labels.SetAsync(versions[0], "latest", by, PackageGuard.Open, default));
        Assert.Equal("""200 {"latest":"1.0.0","beta":"1.0.0"}""", (await stage.GetAsync("/-/package/@acme%2ftool/dist-tags")).ToString());
        Assert.Equal(["latest 1.0.0", "beta 1.0.0"], (await labels.ListAsync(versions[0].PackageNameId, default)).Select(one => $"{one.Label} {one.Version}"));

        Assert.IsType<LabelResult.Done>(await labels.SetAsync(versions[1], "beta", by, PackageGuard.Open, default));
        Assert.Equal("""200 {"latest":"1.0.0","beta":"1.1.0"}""", (await stage.GetAsync("/-/package/@acme%2ftool/dist-tags")).ToString());

        Assert.IsType<LabelResult.Done>(await labels.RemoveAsync(versions[0], "beta", by, PackageGuard.Open, default));
        Assert.Equal("The tag is not there any more.", Reason(await labels.RemoveAsync(versions[0], "beta", by, PackageGuard.Open, default)));
        Assert.Equal("""200 {"latest":"1.0.0"}""", (await stage.GetAsync("/-/package/@acme%2ftool/dist-tags")).ToString());
        Assert.Equal(
            [
                "package_tag.set @acme/tool beta 1.0.0:  -> 1.0.0", "package_tag.set @acme/tool latest 1.0.0: 1.1.0 -> 1.0.0",
                "package_tag.set @acme/tool beta 1.1.0: 1.0.0 -> 1.1.0", "package_tag.delete @acme/tool beta: 1.1.0 -> ",
            ],
            await database.AuditEvents.Where(one => one.Action.StartsWith("package_tag")).OrderBy(one => one.Id).Select(one => $"{one.Action} {one.Target}: {one.Before} -> {one.After}").ToListAsync());
    }

    [Fact]
    public async Task What_npm_would_refuse_is_refused_in_words_and_leaves_nothing_behind()
    {
        await using var stage = await NpmStage.CreateAsync();
        await stage.PublishedAsync(new TestPackage());
        await using var database = stage.Registry.Open();
        var version = await database.Packages.SingleAsync();
        var labels = stage.Registry.Services.GetServices<IPackageLabels>().Single();
        var by = new AuditSource(RunningRegistry.Operator, null, "127.0.0.1");
        var elsewhere = PackageGuard.Open with { Only = new BoundPackage(PackageType.Npm, "other") };

        foreach (var (label, reason) in new[]
        {
            ("", "A dist-tag needs a name."),
            ("1.x", "The dist-tag '1.x' would be taken for a SemVer range."),
            ("a/b", "A dist-tag must be able to stand in an address: no '/', '\\', '%' or control characters."),
        })
        {
            Assert.Equal(reason, Reason(await labels.SetAsync(version, label, by, PackageGuard.Open, default)));
        }

        Assert.Equal("There is always a latest: move it to another version.", Reason(await labels.RemoveAsync(version, "latest", by, PackageGuard.Open, default)));
        Assert.IsType<LabelResult.Refused>(await labels.SetAsync(version, "beta", by, elsewhere, default));
        Assert.IsType<LabelResult.Refused>(await labels.RemoveAsync(version, "beta", by, elsewhere, default));
        await database.Packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.Status, PackageStatus.Error));
        Assert.Equal("The version cannot be installed, so no tag can point to it.", Reason(await labels.SetAsync(version, "beta", by, PackageGuard.Open, default)));
        Assert.Equal("latest", Assert.Single(await database.PackageTags.ToListAsync()).Name);
        Assert.False(await database.AuditEvents.AnyAsync(one => one.Action.StartsWith("package_tag")));
    }

    private static string Reason(LabelResult result) => Assert.IsType<LabelResult.Refused>(result).Reason;
}
