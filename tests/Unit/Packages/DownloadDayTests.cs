using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Downloads are counted by version and day: those that were one.</summary>
public sealed class DownloadDayTests
{
    [Theory, EveryEngine]
    public async Task Bytes_that_are_sent_from_the_first_on_count(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var chart = await shelf.ChartAsync();
        var npm = await shelf.NpmAsync("web", "1.0.0");
        const string Chart = "/packages/helm/stable/charts/mychart-0.1.0.tgz";
        var whole = await shelf.GetAsync(Chart);
        Assert.Equal(200, whole.Status);
        Assert.Equal(200, (await shelf.GetAsync(Chart)).Status);
        Assert.Equal(200, (await shelf.GetAsync("/packages/npm/web/-/web-1.0.0.tgz")).Status);
        Assert.Equal(206, (await SendAsync(headers => headers.Range = new RangeHeaderValue(0, 10))).Status);

        Assert.Equal(200, (await shelf.SendAsync(HttpMethod.Head, Chart)).Status);
        Assert.Equal(304, (await SendAsync(headers => headers.TryAddWithoutValidation("If-None-Match", whole.Header("ETag")))).Status);
        Assert.Equal(206, (await SendAsync(headers => headers.Range = new RangeHeaderValue(11, null))).Status);
        Assert.Equal(404, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-9.9.9.tgz")).Status);

        var downloads = shelf.Registry.Services.GetRequiredService<PackageDownloads>();
        await downloads.FlushAsync(default);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        Assert.Equal([(chart, today, 3L), (npm, today, 1L)], await DaysAsync());

        await shelf.GetAsync(Chart);
        await downloads.FlushAsync(default);
        await downloads.FlushAsync(default);
        Assert.Equal([(chart, today, 4L), (npm, today, 1L)], await DaysAsync());

        Task<HttpAnswer> SendAsync(Action<HttpRequestHeaders> headers) => shelf.Registry.SendAsync(HttpMethod.Get, shelf.Api + Chart, shelf.Token, headers: headers);

        async Task<(long, DateOnly, long)[]> DaysAsync()
        {
            await using var database = shelf.Registry.Open();
            return [.. (await database.PackageDownloadDays.AsNoTracking().OrderBy(day => day.PackageId).ToListAsync()).Select(day => (day.PackageId, day.Day, day.Count))];
        }
    }

    [Theory, EveryEngine]
    public async Task Days_that_are_over_for_long_are_forgotten(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var id = await shelf.ChartAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await using (var database = shelf.Registry.Open())
        {
            database.PackageDownloadDays.AddRange(
                new() { PackageId = id, Day = today.AddDays(-399), Count = 1 }, new() { PackageId = id, Day = today.AddDays(-402), Count = 1 });
            await database.SaveChangesAsync();
        }

        await shelf.Registry.Services.GetRequiredService<Sweeping>().SweepAsync(default);

        await using var rest = shelf.Registry.Open();
        Assert.Equal([today.AddDays(-399)], await rest.PackageDownloadDays.Select(day => day.Day).ToListAsync());
    }
}
