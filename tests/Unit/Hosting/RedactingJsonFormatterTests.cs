using System.Text.Json;
using Registry.Unit.Data;
using Registry.Web.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed partial class RedactingJsonFormatterTests : IDisposable
{
    private const string Token = "regpat_0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq";

    private readonly LogLines _lines = new(new SetTime(Rows.Now));
    private readonly ILoggerFactory _factory;
    private readonly ILogger _logger;

    public RedactingJsonFormatterTests()
    {
        _factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_lines));
        _logger = _factory.CreateLogger("Tests");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void An_event_is_one_line_with_its_fields_and_the_id_of_its_request()
    {
        new HttpContextAccessor().HttpContext = new DefaultHttpContext { TraceIdentifier = "r-1" };

        LogPull(_logger, "ada", 3, 5_000_000_000, 0.5, null, PackageKind.Chart);

        Assert.Equal(
            """
            {"time":"2026-07-14T09:30:00Z","level":"warning","logger":"Tests","message":"ada pulled 3 of 5000000000, 0.5, (null), Chart","user_name":"ada","count":3,"total_bytes":5000000000,"share":0.5,"nothing":null,"kind":"Chart","request_id":"r-1"}

            """,
            Assert.Single(_lines.Printed));
    }

    [Theory]
    [InlineData(LogLevel.Trace, "trace")]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warning")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Critical, "critical")]
    public void Levels_have_short_names(LogLevel level, string name)
    {
        LogWord(_logger, level, "x");

        Assert.Equal(
            "{\"time\":\"2026-07-14T09:30:00Z\",\"level\":\"" + name + "\",\"logger\":\"Tests\",\"message\":\"It says x\",\"word\":\"x\"}\n", Assert.Single(_lines.Printed));
    }

    [Theory]
    [InlineData("\n", "\\n")]
    [InlineData("\r\n", "\\r\\n")]
    [InlineData("\t", "\\t")]
    [InlineData("\u0007", "\\u0007")]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    public void No_token_stays_beside_what_is_escaped_and_the_line_stays_one(string before, string escaped)
    {
        LogWord(_logger, LogLevel.Error, $"{before}{Token}{before}");

        Assert.Equal(
            "{\"time\":\"2026-07-14T09:30:00Z\",\"level\":\"error\",\"logger\":\"Tests\",\"message\":\"It says {e}regpat_[redacted]{e}\",\"word\":\"{e}regpat_[redacted]{e}\"}\n"
                .Replace("{e}", escaped, StringComparison.Ordinal),
            Assert.Single(_lines.Printed));
    }

    [Fact]
    public void An_exception_is_told_whole_without_what_is_secret()
    {
        var fault = new InvalidOperationException($"Cannot reach https://ada:secret@example.com/ <b>\n{Token}", new IOException("with Bearer abcdefghi"));
        LogFault(_logger, fault);

        var line = Assert.Single(_lines.Printed);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal(
            """
            System.InvalidOperationException: Cannot reach https://[redacted]@example.com/ <b>
            regpat_[redacted]
             ---> System.IO.IOException: with Bearer [redacted]
               --- End of inner exception stack trace ---
            """,
            JsonDocument.Parse(line).RootElement.GetProperty("exception").GetString());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{UserName} pulled {Count} of {TotalBytes}, {Share}, {Nothing}, {Kind}")]
    private static partial void LogPull(ILogger logger, string userName, int count, long totalBytes, double share, string? nothing, PackageKind kind);

    [LoggerMessage(Message = "It says {Word}")]
    private static partial void LogWord(ILogger logger, LogLevel level, string word);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed")]
    private static partial void LogFault(ILogger logger, Exception fault);

    private enum PackageKind
    {
        Chart,
    }
}
