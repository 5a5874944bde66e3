using System.Text;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>A provenance file is stored if it vouches for the chart that is served, and refused otherwise; never dropped.</summary>
public sealed class ProvenanceTests
{
    private const string Created = """201 {"message":"201 Created"}""";

    [Theory, EveryEngine]
    public async Task It_comes_with_its_chart_and_is_served_beside_it(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var chart = TestCharts.Package();
        var provenance = Provenances.Of(chart);

        Assert.Equal(Created, (await PostAsync(stage, chart, provenance)).ToString());

        var served = await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz.prov");
        Assert.Equal((200, provenance), (served.Status, served.Text));
        Assert.Equal("application/pgp-signature", served.Header("Content-Type"));
        Assert.Equal("attachment; filename=mychart-0.1.0.tgz.prov; filename*=UTF-8''mychart-0.1.0.tgz.prov", served.Header("Content-Disposition"));
        Assert.Equal(chart, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz")).Bytes);
        Assert.DoesNotContain(".prov", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await stage.GetAsync("/test/charts/mychart-0.1.0.tgz.prov")).Status);
    }

    [Theory, EveryEngine]
    public async Task It_can_come_later_alone_or_with_the_same_chart_and_the_newest_counts(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var chart = TestCharts.Package();
        await stage.UploadAsync(chart);
        var (first, second) = (Provenances.Of(chart), Provenances.Of(chart).Replace("abcd", "efgh", StringComparison.Ordinal));

        Assert.Equal(Created, (await PostAsync(stage, null, first)).ToString());
        Assert.Equal(Created, (await PostAsync(stage, null, first)).ToString());
        Assert.Equal(Created, (await PostAsync(stage, chart, second)).ToString());

        Assert.Equal(second, (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz.prov")).Text);
        await using var database = stage.Registry.Open();
        Assert.Equal(3, await database.PackageFiles.CountAsync());
        Assert.Equal(2, await database.HelmProvenances.CountAsync());
    }

    [Fact]
    public async Task A_chart_with_other_bytes_has_none_until_its_own_comes()
    {
        await using var stage = await Stage.CreateAsync();
        var (chart, other) = (TestCharts.Package(), TestCharts.Package(more: "description: other\n"));
        await PostAsync(stage, chart, Provenances.Of(chart));

        await stage.UploadAsync(other);

        Assert.Equal("""404 {"message":"404 Format prov Not Found"}""", (await stage.GetAsync("/stable/charts/mychart-0.1.0.tgz.prov")).ToString());
        var old = await PostAsync(stage, null, Provenances.Of(chart));
        Assert.Equal(422, old.Status);
        Assert.Contains("the provenance is about other bytes", old.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_vouch_for_the_chart_is_refused_with_the_chart()
    {
        await using var stage = await Stage.CreateAsync();
        var chart = TestCharts.Package();
        foreach (var (provenance, reason) in new[]
        {
            (Provenances.Of([1, 2, 3]), "the provenance is about other bytes"),
            (Provenances.Of(chart, fileName: "other-0.1.0.tgz"), "the provenance holds no sum of mychart-0.1.0.tgz"),
            (Provenances.Of(chart, version: "0.2.0"), "the provenance is about mychart 0.2.0, the chart is mychart 0.1.0"),
            ("name: mychart\n", "the provenance is no clear-signed OpenPGP message"),
            (Provenances.Of(chart).Replace("\n...\n", "\n", StringComparison.Ordinal), "the provenance holds no sums"),
            (Provenances.Of(chart).Replace("-----END PGP SIGNATURE-----", "", StringComparison.Ordinal), "the provenance is no clear-signed OpenPGP message"),
            (Provenances.Of(chart).Replace("files:", "filed:", StringComparison.Ordinal), "the provenance holds no sums of files"),
        })
        {
            var answer = await PostAsync(stage, chart, provenance);

            Assert.Equal(422, answer.Status);
            Assert.Contains($"Validation failed: {reason}", answer.Text, StringComparison.Ordinal);
            await using var database = stage.Registry.Open();
            Assert.False(await database.Packages.AnyAsync());
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(stage.Registry.DataDirectory, "blobs"), "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public async Task Alone_it_needs_a_chart_in_the_channel()
    {
        await using var stage = await Stage.CreateAsync();
        var chart = TestCharts.Package();
        await stage.UploadAsync(chart, "test");

        const string Reason = "Validation failed: the channel stable holds no mychart-0.1.0.tgz: upload the chart first, or both in one form";
        Assert.Equal($$"""422 {"message":"{{Reason}}","error":"{{Reason}}"}""", (await PostAsync(stage, null, Provenances.Of(chart))).ToString());
    }

    private static Task<HttpAnswer> PostAsync(Stage stage, byte[]? chart, string provenance)
    {
        var form = chart is null ? new MultipartFormDataContent() : RunningRegistry.Form(chart);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(provenance)), "prov", "mychart-0.1.0.tgz.prov");
        return stage.Registry.SendAsync(HttpMethod.Post, $"{stage.Helm}/api/stable/charts", stage.Token, form);
    }
}
