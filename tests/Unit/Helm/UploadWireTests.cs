using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>Uploads as they come over the wire from clients that are not like the usual ones.</summary>
public sealed class UploadWireTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"chart\"; filename=\"C:\\t\\x.tgz\"\r\nContent-Type: application/octet-stream")]
    [InlineData("Content-Disposition: form-data; name=\"chart\"; filename=\"/tmp/helm-push-1/mychart-0.1.0.tgz\"")]
    [InlineData("Content-Disposition: form-data; name=\"chart\"; filename=\"../../x\"")]
    [InlineData("content-disposition: form-data; name=\"chart\"; filename=\"x.tgz\"\r\ncontent-type: application/x-whatever")]
    [InlineData("Content-Type: application/gzip\r\nContent-Disposition: form-data; name=chart; filename=x.tgz")]
    [InlineData("Content-Disposition: form-data; name=\"chart\"; filename=\"x.tgz\"; filename*=UTF-8''caf%C3%A9.tgz")]
    [InlineData("Content-Disposition: form-data; name=\"chart\"; filename=\"é.tgz\"")]
    public async Task However_the_part_is_described_the_chart_is_taken(string headers)
    {
        await using var stage = await Stage.CreateAsync();
        foreach (var (type, isChunked) in ((string, bool)[])[("multipart/form-data; boundary=b", false), ("Multipart/Form-Data; boundary=\"b\"; charset=utf-8", true)])
        {
            var body = new ByteArrayContent(
            [
                .. Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nfirst\r\n--b\r\n" + headers + "\r\n\r\n"),
                .. TestCharts.Package(more: $"description: chunked {isChunked}\n"),
                .. Encoding.UTF8.GetBytes("\r\n--b\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\n1\r\n--b--\r\n"),
            ]);
            body.Headers.TryAddWithoutValidation("Content-Type", type);

            var answer = await stage.Registry.SendAsync(
                HttpMethod.Post, $"{stage.Helm}/api/stable/charts", stage.Token, body, sent => sent.TransferEncodingChunked = isChunked);

            Assert.Equal("""201 {"message":"201 Created"}""", answer.ToString());
        }

        Assert.Contains("\"charts/mychart-0.1.0.tgz\"", (await stage.GetAsync("/stable/index.yaml")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal("""400 {"message":"chart is empty","error":"chart is empty"}""", (await stage.UploadAsync([])).ToString());
    }

    [Fact]
    public async Task Who_waits_to_be_told_to_go_on_is_told_so()
    {
        await using var stage = await Stage.CreateAsync();
        var body = await RunningRegistry.Form(TestCharts.Package()).ReadAsByteArrayAsync();
        using var connection = await ConnectAsync(stage, stage.Token, body.Length, "Expect: 100-continue\r\n", "multipart/form-data; boundary=" + Boundary(body));

        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(connection, "\r\n\r\n"), StringComparison.Ordinal);
        await connection.GetStream().WriteAsync(body);
        Assert.StartsWith("HTTP/1.1 201", await ReadAsync(connection, "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_to_be_told_to_go_on_is_refused_without_sending_the_chart()
    {
        await using var stage = await Stage.CreateAsync();
        using var connection = await ConnectAsync(stage, "wrong", 5_000_000, "Expect: 100-continue\r\n");

        Assert.StartsWith("HTTP/1.1 401", await ReadAsync(connection, "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_that_stall_hold_nobody_up_and_are_given_up()
    {
        await using var stage = await Stage.CreateAsync();
        var stalled = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var connection = await ConnectAsync(stage, stage.Token, 1_000_000);
            await connection.GetStream().WriteAsync("--b\r\nContent-Disposition: form-data; name=\"chart\"; filename=\"x\"\r\n\r\nhalf"u8.ToArray());
            return connection;
        }));

        Assert.Equal(201, (await stage.UploadAsync(TestCharts.Package()).WaitAsync(Limit)).Status);
        Assert.Equal(200, (await stage.GetAsync("/stable/index.yaml").WaitAsync(Limit)).Status);

        // The server's own least rate, not a setting: some seconds.
        Assert.StartsWith("HTTP/1.1 408", await ReadAsync(stalled[0], "\r\n\r\n"), StringComparison.Ordinal);
        foreach (var connection in stalled)
        {
            connection.Dispose();
        }
    }

    private static async Task<TcpClient> ConnectAsync(Stage stage, string token, int length, string headers = "", string type = "multipart/form-data; boundary=b")
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(stage.Registry.Address.Host, stage.Registry.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {stage.Helm}/api/stable/charts HTTP/1.1\r\nHost: localhost\r\nAuthorization: {RunningRegistry.Basic(token)}\r\n"
            + $"Content-Type: {type}\r\nContent-Length: {length}\r\n{headers}\r\n"));
        return connection;
    }

    private static string Boundary(byte[] form) => Encoding.ASCII.GetString(form.AsSpan(2, form.AsSpan().IndexOf((byte)'\r') - 2));

    private static async Task<string> ReadAsync(TcpClient connection, string end)
    {
        using var late = new CancellationTokenSource(Limit);
        var text = new StringBuilder();
        var buffer = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await connection.GetStream().ReadAsync(buffer, late.Token) > 0)
        {
            text.Append((char)buffer[0]);
        }

        return text.ToString();
    }
}
