using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Registry.Web.Hosting;

/// <summary>One line of JSON for each event, with no credential in it, wherever it came from.</summary>
internal sealed class RedactingJsonFormatter(TimeProvider time)
{
    // There are as many as the program has messages.
    private static readonly ConcurrentDictionary<string, JsonEncodedText> Names = new(StringComparer.Ordinal);

    // Lines are read by people and log collectors, never as a part of HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line, its end included, as UTF-8.</summary>
    /// <param name="logEntry">The event.</param>
    /// <param name="requestId">The id of the request that it happened in, if in one.</param>
    /// <param name="line">Takes the line.</param>
    public void Write<TState>(in LogEntry<TState> logEntry, string? requestId, IBufferWriter<byte> line)
    {
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("logger", logEntry.Category);
            json.WriteString("message", Redaction.Of(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            WriteFields(json, logEntry.State);
            if (requestId is not null)
            {
                json.WriteString("request_id", requestId);
            }

            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", Redaction.Of(exception.ToString()));
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
    }

    // Each text before it is escaped: the n of an escaped line break would pass for a letter of a token.
    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields)
        {
            return;
        }

        foreach (var (name, value) in fields)
        {
            if (name == "{OriginalFormat}")
            {
                continue;
            }

            json.WritePropertyName(Names.GetOrAdd(name, static given => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(given))));
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number:
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(Redaction.Of(value.ToString() ?? ""));
                    break;
            }
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
