using System.IO.Compression;
using System.Text;
using Registry.Unit.Archives;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class TarballTests
{
    private const string Json = """{"name":"tool","version":"1.0.0"}""";

    [Fact]
    public void A_packed_package_is_read()
    {
        var tarball = AssertPackage(new TestTar()
            .File("package/package.json", Json)
            .File("package/index.js", "x")
            .File("package/lib/README.md", "Not this.")
            .File("package/README.md", "# Tool"));

        Assert.Equal(Json, Encoding.UTF8.GetString(tarball.PackageJson));
        Assert.Equal(
            new Tarball(tarball.PackageJson, 4, Json.Length + 1 + 9 + 6, HasShrinkwrap: false, HasGyp: false, "# Tool", "README.md"),
            tarball);
    }

    [Fact]
    public void The_manifest_need_not_come_first_nor_lie_in_a_folder_called_package() =>
        AssertManifest(Json, new TestTar().Folder("tool-1.0.0/").File("tool-1.0.0/lib/package.json", "{}").File("tool-1.0.0/package.json", Json));

    [Theory]
    [InlineData("package/package.json")]
    [InlineData("other/package.json")]
    [InlineData("./package.json")]
    [InlineData("package/./package.json")]
    [InlineData("package//package.json")]
    public void The_last_manifest_that_npm_would_extract_counts(string path)
    {
        AssertManifest(Json, new TestTar().File("package/package.json", "{}").File(path, Json));
        AssertManifest(Json, new TestTar().File("package/package.json", "{}").Entry('7', path, Encoding.UTF8.GetBytes(Json)));
        AssertManifest(Json, new TestTar().File("package/package.json", "{}").Pax("path", path).File("x", Json));
        AssertManifest(Json, new TestTar().File("package/package.json", "{}").LongName(path).File("x", Json));
    }

    [Theory]
    [InlineData("package.json")]
    [InlineData("package/lib/package.json")]
    [InlineData("/package/package.json")]
    [InlineData("package/../package.json")]
    [InlineData("package/lib/../package.json")]
    [InlineData("package/package.json/")]
    [InlineData("package/Package.json")]
    [InlineData("package\\package.json")]
    public void A_file_elsewhere_is_not_the_manifest(string path)
    {
        AssertManifest(Json, new TestTar().File("package/package.json", Json).File(path, "{}"));
        AssertUnusable("package.json not found", new TestTar().File(path, Json));
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    [InlineData('S')]
    [InlineData('?')]
    public void Links_and_devices_are_passed_over(char type)
    {
        var tarball = AssertPackage(new TestTar().File("package/package.json", Json).Link("package/package.json", "/etc/passwd", type).Link("../x", "y", type));

        Assert.Equal((Json, 1), (Encoding.UTF8.GetString(tarball.PackageJson), tarball.FileCount));
    }

    [Fact]
    public void What_npm_goes_by_is_noted()
    {
        var tarball = AssertPackage(new TestTar()
            .File("package/npm-shrinkwrap.json", "{}").File("package/binding.gyp", "").File("package/package.json", Json));

        Assert.Equal((true, true), (tarball.HasShrinkwrap, tarball.HasGyp));
    }

    [Fact]
    public void What_npm_goes_by_counts_only_at_the_top()
    {
        var tarball = AssertPackage(new TestTar()
            .File("package/a/npm-shrinkwrap.json", "{}").File("package/a/binding.gyp", "").File("package/package.json", Json));

        Assert.Equal((false, false, null, null), (tarball.HasShrinkwrap, tarball.HasGyp, tarball.Readme, tarball.ReadmeFileName));
    }

    [Fact]
    public void A_readme_in_markdown_is_preferred()
    {
        var tarball = AssertPackage(new TestTar()
            .File("package/readme", "plain").File("package/ReadMe.md", "marked").File("package/README.txt", "text").File("package/package.json", Json));

        Assert.Equal(("marked", "ReadMe.md"), (tarball.Readme, tarball.ReadmeFileName));
    }

    [Fact]
    public void A_readme_that_is_too_long_is_left_out() => Assert.Null(AssertPackage(new TestTar()
        .File("package/README.md", new byte[TarballLimits.ReadmeSize + 1]).File("package/package.json", Json)).Readme);

    [Fact]
    public void A_readme_is_shown_whatever_its_bytes() => Assert.Equal("caf\ufffd", AssertPackage(new TestTar()
        .File("package/README.md", [.. "caf"u8, 0xE9]).File("package/package.json", Json)).Readme);

    [Fact]
    public void A_manifest_has_4_MiB_at_most()
    {
        AssertPackage(new TestTar().File("package/package.json", new byte[TarballLimits.ManifestSize]));
        AssertUnusable("package.json file too large: more than 4194304 bytes", new TestTar().File("package/package.json", new byte[TarballLimits.ManifestSize + 1]));
    }

    [Fact]
    public void A_bomb_is_refused_once_it_exceeds_the_limit()
    {
        var bomb = new TestTar().File("package/package.json", Json).File("package/zeros", new byte[64 * 1024 * 1024]).ToTgz();
        var memory = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(
            new TarballReading.Unusable("invalid package file: an entry of 67108864 bytes is larger than a package may unpack to"),
            Read(bomb, new TarballLimits(TotalSize: 32 * 1024 * 1024)));
        Assert.Equal(
            new TarballReading.Unusable("invalid package file: it holds more than 64 MiB decompressed"),
            Read(bomb, new TarballLimits(TotalSize: 64 * 1024 * 1024)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - memory, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void Zeros_without_end_behind_the_tar_are_refused_too() => Assert.Equal(
        new TarballReading.Unusable("invalid package file: it holds more than 1 MiB decompressed"),
        Read(TestTar.Gzip([.. new TestTar().File("package/package.json", Json).ToTar(), .. new byte[2 * 1024 * 1024]]), new TarballLimits(TotalSize: 1024 * 1024)));

    [Fact]
    public void Five_GB_that_are_only_declared_are_refused_at_once() =>
        AssertUnusable("invalid package file: an entry of 5000000000 bytes is larger than a package may unpack to",
            new TestTar().File("package/package.json", Json).Entry('0', "package/big", declaredSize: 5_000_000_000));

    [Fact]
    public void A_manifest_that_is_only_declared_is_cut_short() =>
        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", new TestTar().Entry('0', "package/package.json", declaredSize: 4_000_000));

    [Fact]
    public void Entries_are_bounded()
    {
        var tar = new TestTar().File("package/package.json", Json);
        for (var i = 0; i < 10; i++)
        {
            tar.Link("package/x", "y");
        }

        Assert.IsType<TarballReading.Package>(Read(tar.ToTgz(), new TarballLimits(Entries: 11)));
        Assert.Equal(new TarballReading.Unusable("invalid package file: it has more than 10 entries"), Read(tar.ToTgz(), new TarballLimits(Entries: 10)));
    }

    [Theory]
    [InlineData('X')]
    [InlineData('N')]
    public void Extensions_that_only_some_readers_know_are_refused(char type) =>
        AssertUnusable("invalid package file: an entry has an extension header of a kind that only some readers know",
            new TestTar().File("package/package.json", Json).Entry(type, "x", "30 path=package/package.json\n\0"u8.ToArray()).File("package/x", "{}"));

    [Theory]
    [InlineData("path", "package/package.json")]
    [InlineData("size", "0")]
    public void A_global_header_that_bears_on_entries_is_refused(string key, string value) =>
        AssertUnusable("invalid package file: a global header gives all entries one name or size",
            new TestTar().GlobalPax(key, value).File("package/package.json", Json));

    [Fact]
    public void A_global_header_such_as_git_writes_is_fine() =>
        AssertManifest(Json, new TestTar().GlobalPax("comment", "0123456789abcdef").File("package/package.json", Json));

    [Fact]
    public void What_is_no_gzip_or_no_tar_is_refused()
    {
        AssertUnusable("invalid package file: the gzip data is damaged or cut short", []);
        AssertUnusable("invalid package file: it is no gzip file", Encoding.UTF8.GetBytes("a package, honestly"));
        AssertUnusable("invalid package file: a tar header is damaged, or it is no tar", TestTar.Gzip(Encoding.UTF8.GetBytes(new string('x', 4096))));
        AssertUnusable("package.json not found", new TestTar());
    }

    [Fact]
    public void What_is_cut_short_or_goes_on_is_refused()
    {
        var tgz = new TestTar().File("package/package.json", Json).ToTgz();

        AssertUnusable("invalid package file: the gzip data is damaged or cut short", tgz[..^1]);
        AssertUnusable("invalid package file: the file goes on after the end of its gzip data", [.. tgz, .. tgz]);
        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", TestTar.Gzip(new TestTar().File("package/package.json", Json).ToUnendedTar()));
        AssertUnusable("invalid package file: the tar goes on after its end",
            TestTar.Gzip([.. new TestTar().File("package/package.json", Json).ToTar(), .. new TestTar().File("package/package.json", "{}").ToTar()]));
    }

    [Fact]
    public void A_tarball_of_every_format_of_tar_is_read()
    {
        foreach (var format in new[] { System.Formats.Tar.TarEntryFormat.V7, System.Formats.Tar.TarEntryFormat.Ustar, System.Formats.Tar.TarEntryFormat.Pax, System.Formats.Tar.TarEntryFormat.Gnu })
        {
            using var stream = new MemoryStream();
            using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            using (var writer = new System.Formats.Tar.TarWriter(gzip, format))
            {
                var file = Path.GetTempFileName();
                File.WriteAllText(file, Json);
                writer.WriteEntry(file, "package/package.json");
                File.Delete(file);
            }

            stream.Position = 0;
            Assert.IsType<TarballReading.Package>(Tarball.Read(stream, new TarballLimits(), CancellationToken.None));
            Assert.Equal(stream.Length, stream.Position);
        }
    }

    [Fact]
    public void A_cancelled_reading_stops()
    {
        using var stream = new MemoryStream(new TestTar().File("package/package.json", Json).ToTgz());

        Assert.Throws<OperationCanceledException>(() => Tarball.Read(stream, new TarballLimits(), new CancellationToken(canceled: true)));
    }

    private static TarballReading Read(byte[] tgz, TarballLimits? limits = null)
    {
        using var stream = new MemoryStream(tgz);
        return Tarball.Read(stream, limits ?? new TarballLimits(), CancellationToken.None);
    }

    private static Tarball AssertPackage(TestTar tar)
    {
        var reading = Read(tar.ToTgz());
        return reading is TarballReading.Package package ? package.Tarball : throw new Xunit.Sdk.XunitException(reading.ToString());
    }

    private static void AssertManifest(string json, TestTar tar) => Assert.Equal(json, Encoding.UTF8.GetString(AssertPackage(tar).PackageJson));

    private static void AssertUnusable(string reason, TestTar tar) => AssertUnusable(reason, tar.ToTgz());

    private static void AssertUnusable(string reason, byte[] tgz) => Assert.Equal(new TarballReading.Unusable(reason), Read(tgz));
}
