using System.IO.Compression;
using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class AuditRequestTests
{
    private const string NoJson = "Malformed { Reason = The body is not a JSON object, or not a whole one. }";

    private const string Tree = """
        {
          "name": "app", "version": "1.0.0", "requires": { "web": "^1.0.0", "@acme/left": "*" }, "install": ["x"], "remove": [], "metadata": { "node_version": "v22", "dependencies": { "m": {} } },
          "dependencies": {
            "web": {
              "version": "1.0.0", "requires": { "inner": "1" },
              "dependencies": { "inner": { "version": "1.0.0", "requires": true, "dependencies": { "dependencies": { "version": "1" }, "requires": { "requires": { "deepest": "1" } } } } }
            },
            "@acme/left": { "version": "2.0.0", "dev": true, "dependencies": [ { "requires": { "y": "1" } } ], "requires": null },
            "not a name": { "version": "1.0.0" }, "half\ud800": {}, "\u0077eb2": {}, "node_modules": {}
          }
        }
        """;

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"web":["1.0.0","2.0.0"],"@acme/left":["1.0.0"],"dependencies":["1"],"web":[]}""", "@acme/left dependencies web")]
    [InlineData("""{"web":{"dependencies":{"inner":{}}},"a b":[],"x":[{"y":[]}],"z":null,"":[]}""", "web x z")]
    public async Task A_bulk_request_names_its_packages(string json, string names) => Assert.Equal(names, await TellAsync(json, AuditForm.Bulk));

    [Fact]
    public async Task A_tree_names_them_at_every_level() =>
        Assert.Equal("@acme/left deepest dependencies inner requires web web2", await TellAsync(Tree, AuditForm.Tree));

    [Fact]
    public async Task A_request_may_be_compressed()
    {
        Assert.Equal("web", await TellAsync(Zipped("""{"web":["1.0.0"]}"""u8), AuditForm.Bulk, isGzip: true));
        Assert.Equal("Malformed { Reason = The body's compression is damaged. }", await TellAsync("{}"u8.ToArray(), AuditForm.Bulk, isGzip: true));
        Assert.Equal(NoJson, await TellAsync(Zipped("{}"u8), AuditForm.Bulk));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("[{\"a\":[]}]")]
    [InlineData("{\"a\":[}")]
    [InlineData("{\"a\":[\"1.0.0\"]")]
    [InlineData("{} {}")]
    public async Task What_is_no_object_is_malformed(string body)
    {
        Assert.Equal(NoJson, await TellAsync(body, AuditForm.Bulk));
        Assert.Equal(NoJson, await TellAsync(body, AuditForm.Tree));
    }

    [Fact]
    public async Task A_tree_may_go_deep_but_not_without_end()
    {
        Assert.Equal("a", await TellAsync(Deep(250), AuditForm.Tree));
        Assert.Equal(NoJson, await TellAsync(Deep(300), AuditForm.Tree));

        static string Deep(int levels) =>
            string.Concat(Enumerable.Repeat("{\"dependencies\":{\"a\":", levels)) + "1" + new string('}', 2 * levels);
    }

    [Fact]
    public async Task A_request_has_16_MiB_once_decompressed_at_most()
    {
        var most = new string(' ', AuditRequest.MaxSize - 2) + "{}";

        Assert.Equal("", await TellAsync(Zipped(Encoding.UTF8.GetBytes(most)), AuditForm.Bulk, isGzip: true));
        Assert.Equal("TooLarge { Reason = The request is too large. The limit is 16777216 bytes. }", await TellAsync(Zipped(Encoding.UTF8.GetBytes(most + " ")), AuditForm.Bulk, isGzip: true));
    }

    [Fact]
    public async Task Reading_stops_at_the_limit()
    {
        var block = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));
        await using var body = new PartStream(Enumerable.Repeat<ReadOnlyMemory<byte>>(block, 1000));

        Assert.IsType<AuditReading.TooLarge>(await AuditRequest.ReadAsync(body, isGzip: false, AuditForm.Bulk, CancellationToken.None));
        Assert.InRange(body.Taken, AuditRequest.MaxSize, AuditRequest.MaxSize + (256 * 1024));
    }

    [Fact]
    public async Task One_value_has_1_MiB_at_most() => Assert.Equal(
        "TooLarge { Reason = One value of the request is too large. The limit is 1048576 bytes. }",
        await TellAsync("{\"a\":\"" + new string('x', 1024 * 1024) + "\"}", AuditForm.Bulk));

    [Fact]
    public async Task A_request_names_50_000_packages_at_most()
    {
        static string Named(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(n => $"\"p{n}\":[]")) + "}";

        Assert.Equal(AuditRequest.MaxNames, (await TellAsync(Named(AuditRequest.MaxNames), AuditForm.Bulk)).Split(' ').Length);
        Assert.Equal(
            "TooLarge { Reason = The request names too many packages. The limit is 50000. }",
            await TellAsync(Named(AuditRequest.MaxNames + 1), AuditForm.Bulk));
    }

    private static byte[] Zipped(ReadOnlySpan<byte> bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private static Task<string> TellAsync(string json, AuditForm form) => TellAsync(Encoding.UTF8.GetBytes(json), form);

    private static async Task<string> TellAsync(byte[] body, AuditForm form, bool isGzip = false) =>
        await AuditRequest.ReadAsync(new MemoryStream(body), isGzip, form, CancellationToken.None) is var reading && reading is AuditReading.Named named
            ? string.Join(' ', named.Names.Order(StringComparer.Ordinal))
            : reading.ToString();
}
