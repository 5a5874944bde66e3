using System.Text;
using Registry.Unit.Archives;
using Registry.Web.Helm;
using Xunit;

namespace Registry.Unit.Helm;

public sealed class ChartArchiveTests
{
    private static readonly string ChartYaml = TestCharts.ChartYaml();

    [Fact]
    public void A_packed_chart_is_read()
    {
        var manifest = AssertChart(TestCharts.Package("prometheus", "v1.2.3-rc.1+5", "appVersion: \"2\"\n", ("README.md", "Read me.")));

        Assert.Equal(("prometheus", "v1.2.3-rc.1+5", "2", "v2"), (manifest.Name, manifest.Version, manifest.AppVersion, manifest.ApiVersion));
    }

    [Fact]
    public void The_folder_may_have_another_name_than_the_chart() =>
        Assert.Equal("mychart", AssertChart(TestCharts.PackageOf(ChartYaml, "elsewhere")).Name);

    [Fact]
    public void Chart_yaml_may_come_last_behind_a_subchart_with_its_own() =>
        Assert.Equal("mychart", AssertChart(new TestTar()
            .Folder("mychart/")
            .File("mychart/charts/sub/Chart.yaml", TestCharts.ChartYaml("sub"))
            .File("mychart/Chart.yaml", ChartYaml)).Name);

    [Fact]
    public void Long_names_of_either_kind_and_global_headers_are_understood()
    {
        var folder = "mychart/" + new string('a', 150);

        Assert.Equal("mychart", AssertChart(new TestTar()
            .GlobalPax("comment", "0123456789abcdef")
            .Pax("path", folder + "/Chart.yaml").File("truncated", "not a chart")
            .LongName(folder + "/values.yaml").File("truncated", "not values")
            .Pax("mtime", "1700000000.5").File("mychart/Chart.yaml", ChartYaml)).Name);
    }

    [Fact]
    public void A_name_may_be_split_as_ustar_does_it() =>
        Assert.Equal("mychart", AssertChart(new TestTar()
            .Entry('0', "Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml), change: header => TestTar.Put(header, 345, "mychart"))).Name);

    [Fact]
    public void The_oldest_tars_mark_a_folder_by_its_name_alone() =>
        Assert.Equal("mychart", AssertChart(new TestTar()
            .Entry('\0', "mychart/", change: header => header.AsSpan(257, 8).Clear())
            .Entry('\0', "mychart/Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml), change: header => header.AsSpan(257, 8).Clear())).Name);

    [Fact]
    public void A_name_that_long_headers_give_is_the_one_that_counts() => AssertUnusable("Chart.yaml not found within a directory",
        new TestTar().Pax("path", "mychart/other").File("mychart/Chart.yaml", ChartYaml));

    [Fact]
    public void An_empty_file_is_no_gzip() => AssertUnusable("invalid package file: the gzip data is damaged or cut short", []);

    [Fact]
    public void Plain_text_is_no_gzip() => AssertUnusable("invalid package file: it is no gzip file", Encoding.UTF8.GetBytes("a chart, honestly"));

    [Fact]
    public void A_gzip_of_something_else_is_no_tar() =>
        AssertUnusable("invalid package file: a tar header is damaged, or it is no tar", TestTar.Gzip(Encoding.UTF8.GetBytes(new string('x', 4096))));

    [Fact]
    public void A_gzip_of_nothing_is_no_tar() => AssertUnusable("invalid package file: the tar is cut short, or it is no tar", Convert.FromHexString("1F8B080000000000000303000000000000000000"));

    [Fact]
    public void A_gzip_whose_sum_is_wrong_is_damaged()
    {
        var tgz = TestCharts.Package();
        tgz[^6] ^= 1;

        AssertUnusable("invalid package file: the gzip data is damaged or cut short", tgz);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    public void A_gzip_that_is_cut_short_is_refused(int missing) =>
        AssertUnusable("invalid package file: the gzip data is damaged or cut short", TestCharts.Package()[..^missing]);

    [Fact]
    public void Bytes_behind_the_gzip_data_are_refused() =>
        AssertUnusable("invalid package file: the file goes on after the end of its gzip data", [.. TestCharts.Package(), 0]);

    [Fact]
    public void A_second_gzip_member_is_refused() =>
        AssertUnusable("invalid package file: the file goes on after the end of its gzip data", [.. TestCharts.Package(), .. TestCharts.Package()]);

    [Fact]
    public void A_tar_without_its_end_is_refused() =>
        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", TestTar.Gzip(new TestTar().File("mychart/Chart.yaml", ChartYaml).ToUnendedTar()));

    [Fact]
    public void A_tar_that_ends_within_a_file_is_refused() =>
        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", TestTar.Gzip(new TestTar().Entry('0', "mychart/Chart.yaml", declaredSize: 4000).ToUnendedTar()));

    [Fact]
    public void A_tar_that_goes_on_after_its_end_is_refused() =>
        AssertUnusable("invalid package file: the tar goes on after its end",
            TestTar.Gzip([.. new TestTar().File("mychart/Chart.yaml", ChartYaml).ToTar(), .. new TestTar().File("mychart/Chart.yaml", ChartYaml).ToTar()]));

    [Fact]
    public void An_empty_tar_holds_no_chart() => AssertUnusable("Chart.yaml not found within a directory", new TestTar());

    [Fact]
    public void A_folder_without_Chart_yaml_is_no_chart() =>
        AssertUnusable("Chart.yaml not found within a directory", new TestTar().File("mychart/values.yaml", "").File("mychart/charts/sub/Chart.yaml", ChartYaml));

    [Fact]
    public void A_Chart_yaml_outside_a_folder_is_no_chart() =>
        AssertUnusable("Chart.yaml not found within a directory: it lies at the root of the archive; pack the chart's folder", new TestTar().File("Chart.yaml", ChartYaml));

    [Fact]
    public void A_file_outside_the_folder_is_refused() =>
        AssertUnusable("""invalid package file: "README.md" lies outside the chart's folder""", new TestTar().File("mychart/Chart.yaml", ChartYaml).File("README.md", ""));

    [Fact]
    public void Two_folders_are_refused() =>
        AssertUnusable("""invalid package file: it holds two folders, "mychart" and "other" """.TrimEnd(), new TestTar().File("mychart/Chart.yaml", ChartYaml).File("other/Chart.yaml", ChartYaml));

    [Fact]
    public void Two_Chart_yaml_are_refused() =>
        AssertUnusable("""invalid package file: it holds "Chart.yaml" twice""", new TestTar().File("mychart/Chart.yaml", ChartYaml).File("mychart/Chart.yaml", TestCharts.ChartYaml("other")));

    [Theory]
    [InlineData("/etc/passwd", "has an absolute path")]
    [InlineData("//etc/passwd", "has an absolute path")]
    [InlineData("../mychart/x", "has an empty, \".\" or \"..\" part in its path")]
    [InlineData("mychart/../../x", "has an empty, \".\" or \"..\" part in its path")]
    [InlineData("mychart/..", "has an empty, \".\" or \"..\" part in its path")]
    [InlineData("mychart/./Chart.yaml", "has an empty, \".\" or \"..\" part in its path")]
    [InlineData("mychart//Chart.yaml", "has an empty, \".\" or \"..\" part in its path")]
    [InlineData("./mychart/Chart.yaml", "begins with \"./\": pack the chart's folder by its name")]
    [InlineData("mychart\\Chart.yaml", "has a backslash or a control character in its name")]
    [InlineData("mychart/c:/x", "has a drive letter in its path")]
    [InlineData("c:/mychart/x", "has a drive letter in its path")]
    public void A_path_that_could_mean_another_place_is_refused(string path, string fault)
    {
        var reason = $"invalid package file: entry \"{path}\" {fault}";

        AssertUnusable(reason, new TestTar().File(path, ChartYaml));
        AssertUnusable(reason, new TestTar().Pax("path", path).File("mychart/x", ChartYaml));
        AssertUnusable(reason, new TestTar().LongName(path).File("mychart/x", ChartYaml));
    }

    [Fact]
    public void A_name_with_a_control_character_is_refused_and_shown_without_it() =>
        AssertUnusable("""invalid package file: entry "mychart/[31m" has a backslash or a control character in its name""", new TestTar().File("mychart/\u001b[31m", ""));

    [Fact]
    public void A_name_that_is_not_UTF_8_is_refused() =>
        AssertUnusable("invalid package file: an entry's name is not UTF-8", new TestTar().Entry('0', "mychart/x", change: header => header[8] = 0xFF));

    [Fact]
    public void A_path_may_not_be_endless()
    {
        AssertUnusable("invalid package file: an entry's name is longer than 1024 bytes", new TestTar().Pax("path", "mychart/" + new string('a', 1020)).File("x", ""));
        AssertUnusable($"invalid package file: entry \"{string.Join('/', Enumerable.Repeat("a", 65))}\" lies deeper than 64 folders",
            new TestTar().Pax("path", string.Join('/', Enumerable.Repeat("a", 65))).File("x", ""));
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    [InlineData('7')]
    [InlineData('S')]
    public void What_is_neither_file_nor_folder_is_refused(char type) =>
        AssertUnusable("""invalid package file: entry "mychart/Chart.yaml" is a link, a device or something else that is no file""",
            new TestTar().Link("mychart/Chart.yaml", "/etc/passwd", type));

    [Theory]
    [InlineData("17 path=mychart/x\n")]
    [InlineData("9999 path=mychart/x\n")]
    [InlineData("path=mychart/x\n")]
    [InlineData("0 \n")]
    [InlineData("-1 a=b\n")]
    [InlineData("18 path=mychart/x\n18 path=mychart/y\n")]
    [InlineData("26 GNU.sparse.name=mychart/x\n")]
    [InlineData("11 size=-a\n")]
    public void A_malformed_extension_is_refused(string records) =>
        AssertUnusable("invalid package file: a PAX header is malformed, or describes a sparse file", new TestTar().PaxRecords(records).File("mychart/Chart.yaml", ChartYaml));

    [Fact]
    public void Two_sizes_of_one_entry_are_refused() =>
        AssertUnusable("invalid package file: an entry has two different sizes", new TestTar().Pax("size", "512").File("mychart/Chart.yaml", ChartYaml));

    [Fact]
    public void Two_extensions_of_one_entry_are_refused() =>
        AssertUnusable("invalid package file: an entry has more than one extension header",
            new TestTar().Pax("path", "mychart/x").LongName("mychart/Chart.yaml").File("y", ChartYaml));

    [Fact]
    public void An_extension_of_nothing_is_refused() =>
        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", new TestTar().File("mychart/Chart.yaml", ChartYaml).Pax("path", "mychart/x"));

    [Fact]
    public void An_extension_may_not_be_large() =>
        AssertUnusable("invalid package file: an extension header is larger than 65536 bytes", new TestTar().Pax("comment", new string('a', 70_000)).File("mychart/Chart.yaml", ChartYaml));

    [Fact]
    public void A_header_whose_sum_is_wrong_is_refused()
    {
        var tar = new TestTar().File("mychart/Chart.yaml", ChartYaml).ToTar();
        tar[0] ^= 1;

        AssertUnusable("invalid package file: a tar header is damaged, or it is no tar", TestTar.Gzip(tar));
    }

    [Theory]
    [InlineData(124, "-0000000001\0")]
    [InlineData(124, "0x000000010\0")]
    [InlineData(124, "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData(100, "notmode\0")]
    public void A_header_whose_numbers_are_not_octal_is_refused(int offset, string field) =>
        Assert.StartsWith("invalid package file: a tar header is damaged", Reason(new TestTar().Entry('0', "mychart/Chart.yaml", change: header => TestTar.Put(header, offset, field))), StringComparison.Ordinal);

    [Theory]
    [InlineData('0', "0040755\0", 0)]
    [InlineData('5', "0000755\0", 512)]
    public void An_entry_that_is_file_and_folder_at_once_is_refused(char type, string mode, long size) =>
        AssertUnusable("invalid package file: a tar header calls one entry a file and a folder",
            new TestTar().Entry(type, "mychart/Chart.yaml", declaredSize: size, change: header => TestTar.Put(header, 100, mode)));

    [Fact]
    public void A_file_whose_name_is_a_folders_is_refused() =>
        AssertUnusable("""invalid package file: entry "mychart/x/" is a file by its type and a folder by its name""", new TestTar().File("mychart/x/", ""));

    [Fact]
    public void A_bomb_is_refused_once_it_exceeds_the_limit()
    {
        var bomb = TestCharts.Bomb(105 * 1024 * 1024);
        var memory = GC.GetAllocatedBytesForCurrentThread();

        AssertUnusable("invalid package file: it holds more than 100 MiB decompressed", bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - memory, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_declared_size_takes_no_memory()
    {
        var tgz = new TestTar().Entry('0', "mychart/values.yaml", declaredSize: 8L * 1024 * 1024 * 1024 - 1).ToTgz();

        AssertUnusable("invalid package file: the tar is cut short, or it is no tar", tgz);
    }

    [Fact]
    public void The_limit_is_an_option_and_counts_headers_and_padding()
    {
        var tgz = new TestTar().File("mychart/Chart.yaml", ChartYaml).ToTgz();

        Assert.IsType<ChartReading.Chart>(Read(tgz, new ChartLimits(TotalSize: 2048)));
        Assert.Equal(new ChartReading.Unusable("invalid package file: it holds more than 2047 bytes decompressed"), Read(tgz, new ChartLimits(TotalSize: 2047)));
    }

    [Fact]
    public void A_chart_has_10000_entries_at_most()
    {
        AssertChart(TestCharts.WithEntries(10_000));
        AssertUnusable("invalid package file: it has more than 10000 entries", TestCharts.WithEntries(10_001));
    }

    [Fact]
    public void Headers_of_extensions_count_as_entries()
    {
        var tar = new TestTar();
        for (var i = 0; i < 10_001; i++)
        {
            tar.GlobalPax("comment", "x");
        }

        AssertUnusable("invalid package file: it has more than 10000 entries", tar);
    }

    [Theory]
    [InlineData("Chart.yaml")]
    [InlineData("requirements.yaml")]
    public void A_manifest_of_more_than_a_MiB_is_refused(string file)
    {
        var comment = "# " + new string('x', 1024 * 1024);

        AssertUnusable($"Validation failed: {file} is larger than 1024 KiB", new TestTar().File($"mychart/{file}", comment));
    }

    [Fact]
    public void A_reason_is_no_longer_than_500_characters()
    {
        var reason = "Error while parsing Chart.yaml: line 1: unknown alias *" + new string('a', 5000);

        AssertUnusable(reason[..500] + "…", new TestTar().File("mychart/Chart.yaml", "name: *" + new string('a', 5000)));
    }

    [Fact]
    public void A_cancelled_reading_stops()
    {
        using var stream = new MemoryStream(TestCharts.Package());

        Assert.Throws<OperationCanceledException>(() => ChartArchive.Read(stream, new ChartLimits(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream(TestCharts.Package());

        ChartArchive.Read(stream, new ChartLimits(), CancellationToken.None);

        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void No_damage_of_a_byte_makes_the_reader_throw()
    {
        var tar = new TestTar().Folder("mychart/").Pax("path", "mychart/Chart.yaml").File("mychart/Chart.yaml", ChartYaml).ToTar();
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = tar.ToArray();
            damaged[random.Next(damaged.Length - 1024)] = (byte)random.Next(256);
            Read(TestTar.Gzip(damaged));
        }

        var tgz = TestCharts.Package();
        for (var i = 0; i < tgz.Length; i++)
        {
            var damaged = tgz.ToArray();
            damaged[i] ^= 0x55;
            Read(damaged);
            Assert.IsType<ChartReading.Unusable>(Read(tgz[..i]));
        }
    }

    private static ChartReading Read(byte[] tgz, ChartLimits? limits = null)
    {
        using var stream = new MemoryStream(tgz);
        return ChartArchive.Read(stream, limits ?? new ChartLimits(), CancellationToken.None);
    }

    private static ChartManifest AssertChart(TestTar tar) => AssertChart(tar.ToTgz());

    private static ChartManifest AssertChart(byte[] tgz)
    {
        var reading = Read(tgz);
        return reading is ChartReading.Chart chart ? chart.Manifest : throw new Xunit.Sdk.XunitException(reading.ToString());
    }

    private static string Reason(TestTar tar) => Assert.IsType<ChartReading.Unusable>(Read(tar.ToTgz())).Reason;

    private static void AssertUnusable(string reason, TestTar tar) => AssertUnusable(reason, tar.ToTgz());

    private static void AssertUnusable(string reason, byte[] tgz) => Assert.Equal(new ChartReading.Unusable(reason), Read(tgz));
}
