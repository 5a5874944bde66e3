using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Archives;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>How publish documents come over the wire: in any order, in parts, too large, and bombs.</summary>
public sealed class PublishWireTests(NpmStage stage) : IClassFixture<NpmStage>
{
    [Fact]
    public async Task Attachments_may_come_first_as_Berry_sends_them()
    {
        var package = new TestPackage("berry");
        var document = package.ToDocument();
        JsonObject reversed = [];
        foreach (var (key, value) in document.Reverse())
        {
            reversed[key] = value!?.DeepClone();
        }

        Assert.Equal("_attachments", reversed.First().Key);
        Assert.Equal(200, (await stage.PutAsync("/berry", reversed.ToJsonString())).Status);
        Assert.Equal(package.Tarball, (await stage.GetAsync("/berry/-/berry-1.0.0.tgz")).Bytes);
    }

    [Fact]
    public async Task A_body_may_come_in_chunks_and_escaped()
    {
        var package = new TestPackage("chunks");
        var json = package.ToDocument().ToJsonString().Replace("+", "\\u002B", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal);
        var body = NpmStage.Json(json);

        var answer = await stage.SendAsync(HttpMethod.Put, "/chunks", body, headers => headers.TransferEncodingChunked = true);

        Assert.Equal(200, answer.Status);
        Assert.Equal(package.Tarball, (await stage.GetAsync("/chunks/-/chunks-1.0.0.tgz")).Bytes);
    }

    [Theory]
    [InlineData("text/plain", null, 415)]
    [InlineData("application/octet-stream", null, 415)]
    [InlineData("application/json", "gzip", 415)]
    [InlineData("application/json; charset=utf-8", null, 200)]
    [InlineData("application/vnd.npm+json", null, 200)]
    [InlineData(null, null, 200)]
    public async Task The_content_type_is_JSON_uncompressed(string? type, string? encoding, int status)
    {
        var package = new TestPackage($"type-{Math.Abs(HashCode.Combine(type, encoding))}");
        var json = Encoding.UTF8.GetBytes(package.ToDocument().ToJsonString());
        var body = new ByteArrayContent(encoding is null ? json : TestTar.Gzip(json));
        body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            body.Headers.ContentEncoding.Add(encoding);
        }

        var answer = await stage.SendAsync(HttpMethod.Put, $"/{package.Name}", body);

        Assert.Equal(status, answer.Status);
        if (status == 415)
        {
            Assert.Matches("""^{"message":"(415 Unsupported Media Type - Send the document [a-z/ ]+\.)","error":"\1"}$""", answer.Text);
        }
    }

    [Fact]
    public async Task Package_json_may_lie_anywhere_at_the_top_and_the_last_one_counts()
    {
        var package = new TestPackage("layout");
        var tarball = new TestTar()
            .File("other-root/index.js", "x")
            .File("other-root/package.json", """{"name":"evil","version":"9.9.9"}""")
            .File("other-root/package.json", package.PackageJson)
            .File("other-root/lib/package.json", "{}")
            .ToTgz();

        await stage.PublishedAsync(package with { Tarball = tarball });

        Assert.Equal(tarball, (await stage.GetAsync("/layout/-/layout-1.0.0.tgz")).Bytes);
    }

    // GitLab's own case: a limit of 5 bytes, six of data, whatever "length" says; and "=" and "==" count right.
    [Theory, EveryEngine]
    public async Task A_tarball_over_the_limit_is_refused_by_its_real_size(DatabaseEngine engine)
    {
        var exact = new TestPackage("exact");
        var limit = exact.Tarball.Length;
        await using var small = await NpmStage.CreateAsync(engine, $"--Registry:Npm:MaxTarballSize={limit}");
        var large = exact with { Tarball = [.. exact.Tarball, 0] };

        HttpAnswer[] answers =
        [
            await small.PublishAsync(large),
            await small.PublishAsync(large, document => document["_attachments"]![large.TarballKey]!["length"] = 1),
            await small.SendAsync(HttpMethod.Put, "/exact", NpmStage.Json(large.ToDocument().ToJsonString()), headers => headers.TransferEncodingChunked = true),
        ];

        var reason = $"File is too large. The limit is {limit} bytes.";
        Assert.All(answers, answer => Assert.Equal($$"""400 {"message":"{{reason}}","error":"{{reason}}"}""", answer.ToString()));
        await using var database = small.Registry.Open();
        Assert.Equal((0, 0), (await database.PackageNames.CountAsync(), await database.Blobs.CountAsync()));
        await small.PublishedAsync(exact);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_answered_before_it_is_sent()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(stage.Registry.Address.Host, stage.Registry.Address.Port);
        var stream = client.GetStream();
        var credentials = RunningRegistry.Basic(stage.Token).Parameter;

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT {stage.Npm}/huge HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {credentials}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{{"));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3)); // the server waits 5 for the rest before it hangs up
        while (!answer.ToString().Contains("\"}", StringComparison.Ordinal))
        {
            answer.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token)));
        }

        Assert.StartsWith("HTTP/1.1 400 ", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("""{"message":"File is too large. The limit is 524288000 bytes.","error":"File is too large. The limit is 524288000 bytes."}""", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_refused()
    {
        await using var small = await NpmStage.CreateAsync(settings: ["--Registry:Npm:MaxTarballSize=1000000", "--Registry:Npm:MaxUnpackedSize=10000000"]);
        var package = new TestPackage("bomb");
        var zeros = new TestTar().File("package/package.json", package.PackageJson).File("package/zeros", new byte[20_000_000]).ToTgz();
        var declared = new TestTar().File("package/package.json", package.PackageJson).Entry('0', "package/huge", [1], declaredSize: 5_000_000_000).ToTgz();

        foreach (var (tarball, size) in new[] { (zeros, 20_000_000), (declared, 5_000_000_000) })
        {
            var reason = $"invalid package file: an entry of {size} bytes is larger than a package may unpack to";
            Assert.Equal($$"""400 {"message":"{{reason}}","error":"{{reason}}"}""", (await small.PublishAsync(package with { Tarball = tarball })).ToString());
        }

        Assert.Equal(404, (await small.GetAsync("/bomb")).Status);
    }
}
