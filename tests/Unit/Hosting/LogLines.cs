using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Registry.Web.Hosting;

namespace Registry.Unit.Hosting;

/// <summary>Keeps what would have been printed, each line as the program prints it.</summary>
internal sealed class LogLines(TimeProvider time) : ILoggerProvider
{
    private readonly RedactingJsonFormatter _formatter = new(time);
    private readonly HttpContextAccessor _requests = new();

    public ConcurrentQueue<string> Printed { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new ArrayBufferWriter<byte>();
            owner._formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), owner._requests.HttpContext?.TraceIdentifier, line);
            owner.Printed.Enqueue(Encoding.UTF8.GetString(line.WrittenSpan));
        }
    }
}
