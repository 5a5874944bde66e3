using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Web.Hosting;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Clients get no bytes that are not what was published.</summary>
public sealed class DamagedPackagesTests
{
    [Theory, EveryEngine]
    public async Task A_damaged_package_is_taken_from_clients_until_its_bytes_are_whole(DatabaseEngine engine)
    {
        await using var shelf = await Shelf.CreateAsync(engine);
        var (chart, tarball) = (await shelf.ChartAsync(), await shelf.NpmAsync("web", "1.0.0"));
        await shelf.ChartAsync("0.2.0");
        var (chartBytes, tarballBytes) = (await BytesAsync(chart), await BytesAsync(tarball));
        var (chartPath, tarballPath) = (await PathAsync(chart), await PathAsync(tarball));
        await File.WriteAllBytesAsync(chartPath, [1, 2, 3]);
        File.Delete(tarballPath);

        Assert.Equal(2, (await VerifyAsync()).Faults.Count);

        var message = "Damaged: stored bytes are missing or have changed. Publish them again, or restore them from a backup, and run verify.";
        Assert.Equal([(PackageStatus.Error, message), (PackageStatus.Error, message)], [await StatusAsync(chart), await StatusAsync(tarball)]);
        var index = (await shelf.GetAsync("/packages/helm/stable/index.yaml")).Text;
        Assert.DoesNotContain("0.1.0", index, StringComparison.Ordinal);
        Assert.Contains("0.2.0", index, StringComparison.Ordinal);
        Assert.Equal(404, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Status);
        Assert.Equal(404, (await shelf.GetAsync("/packages/npm/web")).Status);

        await File.WriteAllBytesAsync(chartPath, chartBytes);
        await File.WriteAllBytesAsync(tarballPath, tarballBytes);
        Assert.Empty((await VerifyAsync()).Faults);

        Assert.Equal([(PackageStatus.Default, null), (PackageStatus.Default, null)], [await StatusAsync(chart), await StatusAsync(tarball)]);
        Assert.Equal(chartBytes, (await shelf.GetAsync("/packages/helm/stable/charts/mychart-0.1.0.tgz")).Bytes);
        Assert.Contains("\"latest\":\"1.0.0\"", (await shelf.GetAsync("/packages/npm/web")).Text, StringComparison.Ordinal);

        Task<VerificationReport> VerifyAsync() => shelf.Registry.Services.GetRequiredService<Verification>().RunAsync(CancellationToken.None);

        async Task<(PackageStatus Status, string? Message)> StatusAsync(long id)
        {
            await using var database = shelf.Registry.Open();
            var package = await database.Packages.SingleAsync(one => one.Id == id);
            return (package.Status, package.StatusMessage);
        }

        async Task<string> PathAsync(long id)
        {
            await using var database = shelf.Registry.Open();
            var digest = await database.PackageFiles.Where(file => file.PackageId == id).Select(file => file.Sha256).SingleAsync();
            return Path.Combine(shelf.Registry.DataDirectory, "blobs", "sha256", digest[..2], digest);
        }

        async Task<byte[]> BytesAsync(long id) => await File.ReadAllBytesAsync(await PathAsync(id));
    }
}
