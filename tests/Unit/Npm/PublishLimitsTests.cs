using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PublishLimitsTests : IDisposable
{
    private static readonly PublishLimits Limits = new(10);

    private readonly PublishReading _reading = new();

    public void Dispose() => _reading.Dispose();

    [Fact]
    public void The_limits_are_those_of_the_documentation() => Assert.Equal(
        "PublishLimits { TarballSize = 10, TokenSize = 16777216, ManifestSize = 4194304, DocumentSize = 67108864, ListSize = 4194304, BundleSize = 4194304, Versions = 20000, DistTags = 2000, Attachments = 8, Depth = 64 }",
        Limits.ToString());

    [Fact]
    public async Task A_token_has_a_limit()
    {
        var limits = Limits with { TokenSize = 100 };

        Assert.Equal(Taken, await StartAsync("{\"a\":\"" + new string('x', 98) + "\"}", limits));
        Assert.Equal("One value of the document is too large. The limit is 100 bytes.", await StartAsync("{\"a\":\"" + new string('x', 99) + "\"}", limits));
    }

    [Fact]
    public async Task A_readme_has_the_same()
    {
        var limits = Limits with { TokenSize = 100 };

        Assert.Equal(Taken, await StartAsync("{\"readme\":\"" + new string('x', 100) + "\",\"versions\":{\"1\":{\"readme\":\"" + new string('x', 100) + "\"}}}", limits));
        Assert.Equal("Readme is too large. The limit is 100 bytes.", await StartAsync("{\"readme\":\"" + new string('x', 101) + "\"}", limits));
        Assert.Equal(Taken, await StartAsync("{\"versions\":{\"1\":{},\"2\":{\"readme\":\"" + new string('x', 1000) + "\"}}}", limits));
    }

    [Fact]
    public async Task A_manifest_has_a_limit_that_its_readme_and_blanks_do_not_count_for()
    {
        var limits = Limits with { ManifestSize = 30 };

        Assert.Equal(Taken, await StartAsync("{\"versions\":{\"1\":{ \"readme\":\"" + new string('x', 100) + "\", \"a\" : \"" + new string('x', 22) + "\" }}}", limits));
        Assert.Equal("Manifest is too large. The limit is 30 bytes.", await StartAsync("{\"versions\":{\"1\":{\"a\":\"" + new string('x', 23) + "\"}}}", limits));
        Assert.Equal(Taken, await StartAsync("{\"versions\":{\"1\":{},\"2\":{\"a\":\"" + new string('x', 24) + "\"}}}", limits));
    }

    [Fact]
    public async Task A_document_has_a_limit_that_attachments_do_not_count_for()
    {
        var data = Convert.ToBase64String(new byte[900]);
        var json = "{\"_attachments\":{\"a\":{\"data\":\"" + data + "\"}}}";
        var limits = new PublishLimits(1000) { DocumentSize = json.Length - data.Length };

        Assert.Equal(Taken, await StartAsync(json, limits));
        Assert.Equal($"Document without its attachments is too large. The limit is {json.Length - data.Length} bytes.", await StartAsync(json + " ", limits));
    }

    [Fact]
    public async Task Reading_stops_where_the_document_is_too_large()
    {
        var block = new byte[64 * 1024].Select(_ => (byte)'x').ToArray();
        await using var body = new PartStream(Enumerable.Repeat<ReadOnlyMemory<byte>>(block, 10_000).Prepend("{\"versions\":{\"1\":{},\"2\":{\"readme\":\""u8.ToArray()));

        var reading = await _reading.Reader.ReadAsync(body, Limits with { DocumentSize = 1_000_000 }, CancellationToken.None);

        Assert.Equal(new PublishDocumentReading.TooLarge("Document without its attachments", 1_000_000), reading);
        Assert.InRange(body.Taken, 1_000_000, 1_000_000 + (256 * 1024));
    }

    [Theory]
    [InlineData("versions", "{}", "List of versions is too large. The limit is 2 versions.")]
    [InlineData("dist-tags", "\"1\"", "List of dist-tags is too large. The limit is 2 dist-tags.")]
    [InlineData("_attachments", "{\"data\":\"YQ==\"}", "List of attachments is too large. The limit is 2 attachments.")]
    public async Task Lists_have_a_limit(string field, string value, string reason)
    {
        var limits = Limits with { Versions = 2, DistTags = 2, Attachments = 2 };

        Assert.Equal(Taken, await StartAsync($$$"""{"{{{field}}}":{"1":{{{value}}},"2":{{{value}}}}}""", limits));
        Assert.Equal(reason, await StartAsync($$$"""{"{{{field}}}":{"1":{{{value}}},"2":{{{value}}},"3":{{{value}}}}}""", limits));
        Assert.Equal(0, _reading.Staged);
    }

    [Fact]
    public async Task What_lists_hold_has_a_limit_and_one_note_for_many_counts_once()
    {
        var limits = Limits with { ListSize = 10 };

        Assert.Equal(Taken, await StartAsync("""{"versions":{"1":{"deprecated":"12345"},"2":{"deprecated":"12345"},"3":{"deprecated":"12345"}},"dist-tags":{"a":"1"}}""", limits));
        Assert.Equal(
            "List of versions, dist-tags and attachments is too large. The limit is 10 bytes.",
            await StartAsync("""{"versions":{"1":{"deprecated":"12345"},"2":{"deprecated":"12346"}}}""", limits));
    }

    private const string Taken = "id -, name -";

    private async Task<string> StartAsync(string json, PublishLimits limits) => (await _reading.TellAsync(json, limits)).Split('\n')[0];
}
