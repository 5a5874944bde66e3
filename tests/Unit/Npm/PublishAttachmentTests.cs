using System.Security.Cryptography;
using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PublishAttachmentTests : IDisposable
{
    private const string Broken = "Attachment data is not valid base64.";
    private const string Empty = "Attachment data is empty.";
    private const string GoesOn = "Attachment data goes on after the end of its base64.";

    private readonly PublishReading _reading = new();

    public void Dispose() => _reading.Dispose();

    [Theory]
    [InlineData("YQ==", "a")]
    [InlineData("YWI=", "ab")]
    [InlineData("YWJj", "abc")]
    [InlineData("Pz8/Pj4+", "???>>>")]
    [InlineData("Pz8\\/Pj4\\u002B", "???>>>")]
    [InlineData("\\u0059Q\\u003D\\u003d", "a")]
    [InlineData(" Y W\\nJ\\r\\nj\\t Y Q = = \\n", "abca")]
    public async Task Base64_is_decoded(string data, string expected) =>
        Assert.Contains($"\nattachment a.tgz, -, -: {expected}\n", await TellAsync($"\"data\":\"{data}\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"data\":\"Y\"", Broken)]
    [InlineData("\"data\":\"YQ\"", Broken)]
    [InlineData("\"data\":\"YQ=\"", Broken)]
    [InlineData("\"data\":\"YWJj=\"", Broken)]
    [InlineData("\"data\":\"YWJj==\"", Broken)]
    [InlineData("\"data\":\"YQ===\"", Broken)]
    [InlineData("\"data\":\"Y===\"", Broken)]
    [InlineData("\"data\":\"=\"", Broken)]
    [InlineData("\"data\":\"====\"", Broken)]
    [InlineData("\"data\":\"YW*j\"", Broken)]
    [InlineData("\"data\":\"YW-_\"", Broken)]
    [InlineData("\"data\":\"YWé=\"", Broken)]
    [InlineData("\"data\":\"YW\\u0000j\"", Broken)]
    [InlineData("\"data\":\"YQ==YQ==\"", GoesOn)]
    [InlineData("\"data\":\"YQ= \\nA=\"", GoesOn)]
    [InlineData("\"data\":\"\"", Empty)]
    [InlineData("\"data\":\" \"", Empty)]
    [InlineData("\"data\":null", Empty)]
    [InlineData("\"length\":0", Empty)]
    [InlineData("", Empty)]
    [InlineData("\"data\":\"YQ==\",\"length\":2", "The attachment 'a.tgz' has 1 bytes, and its length says 2.")]
    [InlineData("\"length\":0,\"data\":\"YQ==\"", "The attachment 'a.tgz' has 1 bytes, and its length says 0.")]
    [InlineData("\"length\":-1,\"data\":\"YQ==\"", "The length of the attachment 'a.tgz' must be a whole number.")]
    [InlineData("\"length\":1.5,\"data\":\"YQ==\"", "The length of the attachment 'a.tgz' must be a whole number.")]
    [InlineData("\"length\":\"1\",\"data\":\"YQ==\"", "The length of the attachment 'a.tgz' must be a whole number.")]
    [InlineData("\"length\":99999999999999999999,\"data\":\"YQ==\"", "The length of the attachment 'a.tgz' must be a whole number.")]
    [InlineData("\"length\":1001,\"data\":\"YQ==\"", "File is too large. The limit is 1000 bytes.")]
    public async Task What_is_no_attachment_says_why(string fields, string reason)
    {
        Assert.Equal(reason, await TellAsync(fields));
        Assert.Equal(0, _reading.Staged);
    }

    [Theory]
    [InlineData("\"data\":\"YQ==\",\"length\":1", "-, 1")]
    [InlineData("\"length\":1,\"content_type\":\"x/y\",\"data\":\"YQ==\",\"stub\":{\"data\":1}", "x/y, 1")]
    [InlineData("\"length\":null,\"content_type\":7,\"data\":\"YQ==\"", "-, -")]
    public async Task Length_and_content_type_may_be_absent(string fields, string expected) =>
        Assert.Contains($"\nattachment a.tgz, {expected}: a\n", await TellAsync(fields), StringComparison.Ordinal);

    [Fact]
    public async Task Every_size_up_to_the_limit_is_staged_byte_for_byte()
    {
        int[] sizes = [1, 2, 3, 49_149, 49_150, 49_151, 49_152, 49_153, 49_154, 98_303, 98_304, 98_305, 1_000_000];
        foreach (var size in sizes)
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            var reading = await _reading.ReadAsync(
                "{\"_attachments\":{\"a\":{\"data\":\"" + Convert.ToBase64String(bytes) + $"\",\"length\":{size}}}}}}}", new PublishLimits(size));

            await using var document = Assert.IsType<PublishDocumentReading.Received>(reading).Document;
            var sums = Assert.Single(document.Attachments).Staged.Finish();
            Assert.Equal((size, Convert.ToHexStringLower(SHA512.HashData(bytes))), (sums.Size, sums.Sha512));
        }
    }

    [Fact]
    public async Task Reading_stops_where_the_file_is_too_large()
    {
        var block = Encoding.ASCII.GetBytes(new string('A', 64 * 1024));
        await using var body = new PartStream(Enumerable.Repeat<ReadOnlyMemory<byte>>(block, 10_000).Prepend("{\"_attachments\":{\"a\":{\"data\":\""u8.ToArray()));

        var reading = await _reading.Reader.ReadAsync(body, new PublishLimits(1_000_000), CancellationToken.None);

        Assert.Equal(new PublishDocumentReading.TooLarge("File", 1_000_000), reading);
        Assert.InRange(body.Taken, 1_333_333, 1_333_333 + (256 * 1024));
        Assert.Equal(0, _reading.Staged);
    }

    [Fact]
    public async Task Several_files_share_the_limit()
    {
        const string Json = """{"_attachments":{"a":{"data":"YWJj"},"b.sigstore":{"data":"text"},"c":{"data":"YWJj"}}}""";

        Assert.Contains("attachment c, -, -: abc", await _reading.TellAsync(Json, new PublishLimits(6)), StringComparison.Ordinal);
        Assert.Equal("File is too large. The limit is 5 bytes.", await _reading.TellAsync(Json, new PublishLimits(5)));
        Assert.Equal(0, _reading.Staged);
    }

    [Theory]
    [InlineData("x\\u00e9🎉\\ud83c\\udf89", 6, true)]
    [InlineData("x\\u00e9🎉\\ud83c\\udf89", 11, true)]
    [InlineData("x\\u00e9🎉\\ud83c\\udf89", 4, false)]
    [InlineData("x\\u00e9🎉\\ud83c\\udf89", 10, false)]
    public async Task A_bundle_is_text_whose_length_counts_bytes_or_what_JavaScript_counts(string data, int length, bool isRight)
    {
        var told = await _reading.TellAsync("{\"_attachments\":{\"a.sigstore\":{\"data\":\"" + data + $"\",\"length\":{length}}}}}}}");

        Assert.Equal(isRight, told.Contains($"\nattachment a.sigstore, -, {length}: {Encoding.Latin1.GetString("xé🎉🎉"u8)}\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_has_its_own_limit()
    {
        var limits = new PublishLimits(1) { BundleSize = 4 };

        Assert.Contains(": text\n", await _reading.TellAsync("""{"_attachments":{"b.sigstore":{"length":4,"data":"text"}}}""", limits), StringComparison.Ordinal);
        Assert.Equal("Provenance file is too large. The limit is 4 bytes.", await _reading.TellAsync("""{"_attachments":{"b.sigstore":{"data":"texts"}}}""", limits));
        Assert.Equal(Empty, await _reading.TellAsync("""{"_attachments":{"b.sigstore":{"data":""}}}""", limits));
    }

    [Fact]
    public async Task What_is_kept_outlives_the_document()
    {
        var reading = await _reading.ReadAsync("""{"_attachments":{"a":{"data":"YQ=="},"b":{"data":"Yg=="}}}""");
        await using (var document = Assert.IsType<PublishDocumentReading.Received>(reading).Document)
        {
            Assert.Equal(2, _reading.Staged);
            await _reading.Blobs.KeepAsync(document.Attachments[0].Staged, CancellationToken.None);
        }

        Assert.Equal(0, _reading.Staged);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData("a"u8))], _reading.Blobs.List());
    }

    [Fact]
    public async Task A_body_that_fails_leaves_nothing_behind()
    {
        static IEnumerable<ReadOnlyMemory<byte>> Parts()
        {
            yield return "{\"_attachments\":{\"a\":{\"data\":\"YQ==\"},\"b\":{\"data\":\""u8.ToArray();
            yield return new byte[200_000].Select(_ => (byte)'A').ToArray();
            throw new IOException("gone");
        }

        await using var body = new PartStream(Parts());

        await Assert.ThrowsAsync<IOException>(() => _reading.Reader.ReadAsync(body, new PublishLimits(1_000_000), CancellationToken.None));
        Assert.Equal(0, _reading.Staged);
    }

    private Task<string> TellAsync(string fields) => _reading.TellAsync("{\"_attachments\":{\"a.tgz\":{" + fields + "}}}");
}
