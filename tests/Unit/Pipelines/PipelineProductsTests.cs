using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Packages;
using Registry.Web.Http;
using Registry.Web.Pipelines;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>What the pages of pipelines ask.</summary>
public sealed class PipelineProductsTests
{
    [Theory, EveryEngine]
    public async Task A_pipeline_is_told_with_what_it_published_that_is_still_there(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (idle, busy) = (await shelf.RecordAsync(), await shelf.RecordAsync("release"));
        var (_, job) = await shelf.OpenJobAsync(busy);
        foreach (var version in new[] { "0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0" })
        {
            Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(version: version), job)).Status);
        }

        long gone;
        await using (var database = shelf.Registry.Open())
        {
            gone = database.Packages.Single(package => package.Version == "0.5.0").Id;
        }

        Assert.Equal(204, (await shelf.DeleteAsync($"/packages/{gone}")).Status);
        var queries = shelf.Registry.Services.GetRequiredService<PipelineQueries>();
        var products = shelf.Registry.Services.GetRequiredService<PipelineProducts>();
        var rows = await queries.ListAsync(shelf.ProjectId, new PipelineFilter(PipelineOrder.Id, IsAscending: false), new OffsetPage(1, 20), CancellationToken.None);

        var lines = await products.DescribeAsync(rows.Rows, CancellationToken.None);
        var page = await products.ListAsync([busy, idle], new OffsetPage(2, 3), CancellationToken.None);

        Assert.Equal(
            [(busy, "release", "mara", 4, "0.4.0 0.3.0 0.2.0"), (idle, "main", "mara", 0, "")],
            lines.Select(line => (line.Pipeline.Id, line.Pipeline.Ref, line.UserName, line.Packages, string.Join(' ', line.Some.Select(one => one.Version)))));
        Assert.Equal(("0.1.0", 4, false), (Assert.Single(page.Rows).Version, page.Total, page.HasMore));
    }

    [Theory, EveryEngine]
    public async Task A_pipeline_that_published_much_hides_nothing_that_others_did(DatabaseEngine engine)
    {
        const int Many = 250;
        await using var shelf = await Shelf.CreateAsync(engine);
        var (first, much) = (await shelf.RecordAsync("first"), await shelf.RecordAsync("much"));
        var (_, job) = await shelf.OpenJobAsync(first);
        Assert.Equal(201, (await shelf.Registry.UploadAsync(shelf.Api, TestCharts.Package(version: "0.1.0"), job)).Status);
        await using (var database = shelf.Registry.Open())
        {
            var name = database.PackageNames.Single();
            var packages = Enumerable.Range(0, Many).Select(patch => Rows.Package(name, $"1.0.{patch}")).ToList();
            database.Packages.AddRange(packages);
            await database.SaveChangesAsync();
            database.PackagePipelines.AddRange(packages.Select(package => new PackagePipeline { PackageId = package.Id, PipelineId = much }));
            await database.SaveChangesAsync();
        }

        var queries = shelf.Registry.Services.GetRequiredService<PipelineQueries>();
        var rows = await queries.ListAsync(shelf.ProjectId, new PipelineFilter(PipelineOrder.Id, IsAscending: false), new OffsetPage(1, 20), CancellationToken.None);
        var lines = await shelf.Registry.Services.GetRequiredService<PipelineProducts>().DescribeAsync(rows.Rows, CancellationToken.None);

        Assert.Equal(
            [("much", Many, "1.0.249 1.0.248 1.0.247"), ("first", 1, "0.1.0")],
            lines.Select(line => (line.Pipeline.Ref, line.Packages, string.Join(' ', line.Some.Select(one => one.Version)))));
    }
}
