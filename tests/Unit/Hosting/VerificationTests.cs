using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Helm;
using Registry.Web.Hosting;
using Registry.Web.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Hosting;

public class VerificationTests
{
    [Theory, EveryEngine]
    public async Task What_is_whole_is_counted_and_what_no_row_names_too(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        await KeepAsync(data, "first"u8.ToArray());
        await KeepAsync(data, "second"u8.ToArray(), withRow: false);

        var report = await VerifyAsync(data);

        Assert.Empty(report.Faults);
        Assert.Equal("1 stored files checked, 0 damaged or missing, 1 without a row.", report.Summary);
    }

    [Theory, EveryEngine]
    public async Task Damaged_shortened_and_missing_files_are_told_with_what_uses_them(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var name = await data.SaveAsync(Rows.PackageName(await data.SaveAsync(Rows.Project(group, "charts")), "web"));
        var first = await data.SaveAsync(Rows.Package(name, "1.0.0"));
        var second = await data.SaveAsync(Rows.Package(name, "2.0.0"));
        var damaged = await KeepAsync(data, "damaged"u8.ToArray());
        var shortened = await KeepAsync(data, "shortened"u8.ToArray());
        var missing = await KeepAsync(data, "missing"u8.ToArray());
        var whole = await KeepAsync(data, "whole"u8.ToArray());
        await data.SaveAsync(Rows.File(first, damaged));
        await data.SaveAsync(Rows.File(second, damaged));
        await data.SaveAsync(Rows.File(first, whole));
        await data.SaveAsync(Rows.File(second, missing));
        await File.WriteAllTextAsync(PathOf(data, damaged), "Damaged");
        await File.WriteAllTextAsync(PathOf(data, shortened), "short");
        File.Delete(PathOf(data, missing));

        var report = await VerifyAsync(data);

        string[] faults =
        [
            $"{damaged.Digest}: the file's bytes have changed; used by web 1.0.0 (web-1.0.0.tgz), web 2.0.0 (web-1.0.0.tgz)",
            $"{shortened.Digest}: the file has 5 bytes instead of 9; used by nothing",
            $"{missing.Digest}: the file is missing; used by web 2.0.0 (web-1.0.0.tgz)",
        ];
        Assert.Equal(faults.Order(StringComparer.Ordinal), report.Faults);
        Assert.Equal("4 stored files checked, 3 damaged or missing, 0 without a row.", report.Summary);
    }

    private static async Task<VerificationReport> VerifyAsync(TestDatabase data)
    {
        var databases = data.Get<IDbContextFactory<RegistryDbContext>>();
        var damaged = new DamagedPackages(databases, [new HelmUpkeep(), new NpmUpkeep()], TimeProvider.System);
        return await new Verification(databases, data.Blobs, damaged).RunAsync(CancellationToken.None);
    }

    private static string PathOf(TestDatabase data, Blob blob) =>
        Path.Combine(data.Settings.BlobDirectory, "sha256", blob.Digest[..2], blob.Digest);

    private static async Task<Blob> KeepAsync(TestDatabase data, byte[] bytes, bool withRow = true)
    {
        await using var staged = data.Blobs.Stage();
        await staged.WriteAsync(bytes, CancellationToken.None);
        await data.Blobs.KeepAsync(staged, CancellationToken.None);
        var blob = new Blob { Digest = staged.Finish().Sha256, Size = bytes.Length, CreatedAt = Rows.Now };
        return withRow ? await data.SaveAsync(blob) : blob;
    }
}
