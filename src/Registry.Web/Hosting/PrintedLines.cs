using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Registry.Web.Hosting;

/// <summary>
/// Prints each event at once. The framework's console logger hands lines to a thread of its own, which costs a busy server more
/// than the writing, and a killed one its last lines.
/// </summary>
[ProviderAlias("Console")]
internal sealed class PrintedLines(TimeProvider time, IConfiguration configuration, IHttpContextAccessor requests) : ILoggerProvider
{
    /// <summary>The least level that goes to standard error, as for the framework's own; unless given, none does.</summary>
    public const string ThresholdKey = "Logging:Console:LogToStandardErrorThreshold";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Line;

    private readonly RedactingJsonFormatter _formatter = new(time);
    private readonly LogLevel _threshold = configuration.GetValue(ThresholdKey, LogLevel.None);
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Stream _error = Console.OpenStandardError();
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private void Print<TState>(in LogEntry<TState> entry)
    {
        var line = Line ??= new ArrayBufferWriter<byte>(1024);
        line.ResetWrittenCount();
        _formatter.Write(entry, requests.HttpContext?.TraceIdentifier, line);
        lock (_lock)
        {
            (entry.LogLevel >= _threshold ? _error : _output).Write(line.WrittenSpan);
        }
    }

    private sealed class Logger(PrintedLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Print(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
    }
}
