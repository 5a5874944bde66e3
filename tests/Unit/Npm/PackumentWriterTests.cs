using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PackumentWriterTests
{
    private const string Url = "https://registry.example.com/api/v4/projects/1/packages/npm";

    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Published = new(2026, 1, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Modified = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_239_999);

    private static readonly PackumentVersion First = new(
        "0.9.0",
        Created,
        """{"name":"@acme/tool","version":"0.9.0","_id":"@acme/tool@0.9.0","description":"Old.","_hasShrinkwrap":false}"""u8.ToArray(),
        """{"name":"@acme/tool","version":"0.9.0"}"""u8.ToArray(),
        "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
        "sha512-9/u6bgY2+JDlb7vzKD5STG+jIErimDgtYkdB0NxmODJuKCxBvl5CVNiCB3LFUYosWowMf37aGVlKfrU5RT4e1w==",
        3,
        4096,
        null);

    private static readonly PackumentVersion Second = new(
        "1.0.0-rc.1",
        Published,
        """{"name":"@acme/tool","version":"1.0.0-rc.1","_id":"@acme/tool@1.0.0-rc.1","keywords":["a","b"],"license":"MIT","author":{"name":"Ann"},"description":"A \"tool\".","scripts":{"description":"no"},"homepage":"https://example.com/?a&b","bugs":{"url":"x"},"repository":{"type":"git"},"contributors":[],"_hasShrinkwrap":false}"""u8.ToArray(),
        """{"name":"@acme/tool","version":"1.0.0-rc.1","bin":"x.js"}"""u8.ToArray(),
        "62cdb7020ff920e5aa642c3d4066950dd1f01f4d",
        "sha512-+/=",
        12,
        5_000_000_000,
        "ann")
    {
        Signature = new PackumentSignature("SHA256:k/+", "MEUC+/=="),
        ProvenancePredicate = "https://slsa.dev/provenance/v1",
        Deprecated = "Use \"other\" → 2.x",
    };

    private static readonly Packument Tool = new(
        "@acme/tool",
        17,
        Created,
        Modified,
        [("latest", "1.0.0-rc.1"), ("été", "0.9.0")],
        [First, Second],
        ["ann", "bob"],
        "# Tool\n",
        "README.md");

    [Fact]
    public void The_full_form_holds_everything() => Assert.Equal(Joined("""
        {"_id":"@acme/tool","_rev":"17","name":"@acme/tool",
        "dist-tags":{"latest":"1.0.0-rc.1","été":"0.9.0"},
        "versions":{
        "0.9.0":{"name":"@acme/tool","version":"0.9.0","_id":"@acme/tool@0.9.0","description":"Old.","_hasShrinkwrap":false,
        "maintainers":[{"name":"ann","email":""},{"name":"bob","email":""}],
        "dist":{"integrity":"sha512-9/u6bgY2+JDlb7vzKD5STG+jIErimDgtYkdB0NxmODJuKCxBvl5CVNiCB3LFUYosWowMf37aGVlKfrU5RT4e1w==",
        "shasum":"0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
        "tarball":"https://registry.example.com/api/v4/projects/1/packages/npm/@acme/tool/-/@acme/tool-0.9.0.tgz",
        "fileCount":3,"unpackedSize":4096}},
        "1.0.0-rc.1":{"name":"@acme/tool","version":"1.0.0-rc.1","_id":"@acme/tool@1.0.0-rc.1","keywords":["a","b"],"license":"MIT","author":{"name":"Ann"},
        "description":"A \"tool\".","scripts":{"description":"no"},"homepage":"https://example.com/?a&b","bugs":{"url":"x"},"repository":{"type":"git"},"contributors":[],"_hasShrinkwrap":false,
        "_npmUser":{"name":"ann","email":""},
        "maintainers":[{"name":"ann","email":""},{"name":"bob","email":""}],
        "dist":{"integrity":"sha512-+/=","shasum":"62cdb7020ff920e5aa642c3d4066950dd1f01f4d",
        "tarball":"https://registry.example.com/api/v4/projects/1/packages/npm/@acme/tool/-/@acme/tool-1.0.0-rc.1.tgz",
        "fileCount":12,"unpackedSize":5000000000,
        "signatures":[{"keyid":"SHA256:k/+","sig":"MEUC+/=="}],
        "attestations":{"url":"https://registry.example.com/api/v4/projects/1/packages/npm/-/npm/v1/attestations/@acme/tool@1.0.0-rc.1",
        "provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}},
        "deprecated":"Use \"other\" → 2.x"}},
        "time":{"modified":"2026-02-03T04:05:06.123Z","created":"2026-01-02T02:04:05.678Z",
        "0.9.0":"2026-01-02T02:04:05.678Z","1.0.0-rc.1":"2026-01-03T00:00:00.000Z"},
        "maintainers":[{"name":"ann","email":""},{"name":"bob","email":""}],
        "description":"A \"tool\".","author":{"name":"Ann"},"license":"MIT","repository":{"type":"git"},"bugs":{"url":"x"},
        "homepage":"https://example.com/?a&b","keywords":["a","b"],"contributors":[],
        "readme":"# Tool\n","readmeFilename":"README.md","_attachments":{}}
        """), Write(Tool, PackumentForm.Full));

    [Fact]
    public void The_abbreviated_form_holds_what_installing_needs() => Assert.Equal(Joined("""
        {"name":"@acme/tool","modified":"2026-02-03T04:05:06.123Z",
        "dist-tags":{"latest":"1.0.0-rc.1","été":"0.9.0"},
        "versions":{
        "0.9.0":{"name":"@acme/tool","version":"0.9.0",
        "dist":{"integrity":"sha512-9/u6bgY2+JDlb7vzKD5STG+jIErimDgtYkdB0NxmODJuKCxBvl5CVNiCB3LFUYosWowMf37aGVlKfrU5RT4e1w==",
        "shasum":"0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
        "tarball":"https://registry.example.com/api/v4/projects/1/packages/npm/@acme/tool/-/@acme/tool-0.9.0.tgz",
        "fileCount":3,"unpackedSize":4096}},
        "1.0.0-rc.1":{"name":"@acme/tool","version":"1.0.0-rc.1","bin":"x.js",
        "dist":{"integrity":"sha512-+/=","shasum":"62cdb7020ff920e5aa642c3d4066950dd1f01f4d",
        "tarball":"https://registry.example.com/api/v4/projects/1/packages/npm/@acme/tool/-/@acme/tool-1.0.0-rc.1.tgz",
        "fileCount":12,"unpackedSize":5000000000,
        "signatures":[{"keyid":"SHA256:k/+","sig":"MEUC+/=="}],
        "attestations":{"url":"https://registry.example.com/api/v4/projects/1/packages/npm/-/npm/v1/attestations/@acme/tool@1.0.0-rc.1",
        "provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}},
        "deprecated":"Use \"other\" → 2.x"}},
        "time":{"modified":"2026-02-03T04:05:06.123Z","created":"2026-01-02T02:04:05.678Z",
        "0.9.0":"2026-01-02T02:04:05.678Z","1.0.0-rc.1":"2026-01-03T00:00:00.000Z"}}
        """), Write(Tool, PackumentForm.Abbreviated));

    [Fact]
    public void One_version_can_be_written_alone()
    {
        var output = new ArrayBufferWriter<byte>();

        PackumentWriter.WriteVersion(output, Tool with { Maintainers = [] }, First with { Publisher = "ann", Deprecated = "" }, "http://r");

        Assert.Equal(Joined("""
            {"name":"@acme/tool","version":"0.9.0","_id":"@acme/tool@0.9.0","description":"Old.","_hasShrinkwrap":false,
            "_npmUser":{"name":"ann","email":""},
            "maintainers":[],
            "dist":{"integrity":"sha512-9/u6bgY2+JDlb7vzKD5STG+jIErimDgtYkdB0NxmODJuKCxBvl5CVNiCB3LFUYosWowMf37aGVlKfrU5RT4e1w==",
            "shasum":"0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
            "tarball":"http://r/@acme/tool/-/@acme/tool-0.9.0.tgz","fileCount":3,"unpackedSize":4096}}
            """), Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_package_without_versions_is_still_a_document() => Assert.Equal(Joined("""
        {"_id":"tool","_rev":"0","name":"tool","dist-tags":{},"versions":{},
        "time":{"modified":"2026-02-03T04:05:06.123Z","created":"2026-01-02T02:04:05.678Z"},
        "maintainers":[],"_attachments":{}}
        """), Write(new Packument("tool", 0, Created, Modified, [], [], []), PackumentForm.Full));

    [Fact]
    public void Nothing_is_said_of_the_whole_if_latest_leads_nowhere() => Assert.EndsWith(
        """,{"name":"bob","email":""}],"_attachments":{}}""",
        Write(Tool with { DistTags = [("latest", "3.0.0"), ("next", "1.0.0-rc.1")], Readme = null, ReadmeFileName = null }, PackumentForm.Full),
        StringComparison.Ordinal);

    [Fact]
    public void The_last_of_a_doubled_field_counts() => Assert.EndsWith(
        """],"description":{"b":[2]},"_attachments":{}}""",
        Write(
            Tool with { Versions = [Second with { Document = """{"description":"a","x":[1],"d\u0065scription":{"b":[2]}}"""u8.ToArray() }], Readme = null, ReadmeFileName = null },
            PackumentForm.Full),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"\\\b\f\n\r\t\0\u001f\u2028</script>é𝄞")]
    [InlineData("half a \ud834")]
    public void Any_text_is_valid_json(string text)
    {
        using var document = JsonDocument.Parse(Write(Tool with { Readme = text }, PackumentForm.Full));

        Assert.Equal(text.Replace('\ud834', text.Contains("half", StringComparison.Ordinal) ? '\ufffd' : '\ud834'), document.RootElement.GetProperty("readme").GetString());
    }

    [Fact]
    public void A_thousand_versions_are_written_in_a_few_milliseconds()
    {
        var manifest = Encoding.UTF8.GetBytes($$"""{"name":"@acme/tool","version":"1.0.0","filler":"{{new string('x', 900)}}"}""");
        var large = Tool with { Versions = [.. Enumerable.Range(0, 1000).Select(i => Second with { Version = $"1.0.{i}", Document = manifest })] };
        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var output = new ArrayBufferWriter<byte>(4 << 20);
            var started = Stopwatch.GetTimestamp();
            PackumentWriter.Write(output, large, PackumentForm.Full, Url);
            return Stopwatch.GetElapsedTime(started);
        });

        Assert.True(best < TimeSpan.FromMilliseconds(25), $"It took {best.TotalMilliseconds} ms.");
    }

    private static string Write(Packument packument, PackumentForm form)
    {
        var output = new ArrayBufferWriter<byte>();
        PackumentWriter.Write(output, packument, form, Url);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Joined(string lines) => lines.Replace("\n", "", StringComparison.Ordinal);
}
