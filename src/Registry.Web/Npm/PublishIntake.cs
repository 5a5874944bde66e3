using Microsoft.Extensions.Options;
using Registry.Data.Blobs;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>Takes publish documents in, within what the server has set aside for all of them.</summary>
internal sealed class PublishIntake(FileBlobStore blobs, IOptions<NpmOptions> options, TimeProvider time) : IDisposable
{
    private const long MemoryBudget = 256L * 1024 * 1024;

    private readonly PublishGate _gate = new(options.Value.MaxBytesInFlight, time);
    private readonly PublishMemory _memory = new(MemoryBudget);

    /// <summary>Reads the body. Disposing of what was received makes room for others.</summary>
    /// <param name="request">The document.</param>
    /// <param name="project">Where a tarball goes; null where there is nothing to do with one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PublishIntakeResult> ReadAsync(HttpRequest request, KnownProject? project, CancellationToken cancellationToken)
    {
        if (request.ContentType is not null && !request.HasJsonContentType())
        {
            return new PublishIntakeResult.WrongType("Send the document as application/json.");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return new PublishIntakeResult.WrongType("Send the document uncompressed.");
        }

        var limits = new PublishLimits(project?.MaxFileSize(PackageType.Npm, options.Value.MaxTarballSize) ?? 0);
        var most = limits.DocumentSize + (limits.TarballSize / 3 + 1) * 4; // base64
        if (request.ContentLength > most)
        {
            return new PublishIntakeResult.TooLarge($"File is too large. The limit is {limits.TarballSize} bytes.");
        }

        var room = await _gate.EnterAsync(request.ContentLength ?? most, cancellationToken);
        if (room is null)
        {
            return new PublishIntakeResult.Busy();
        }

        PublishDocumentReading? reading = null;
        try
        {
            reading = await new PublishDocumentReader(blobs, _memory).ReadAsync(request.Body, limits, cancellationToken);
        }
        finally
        {
            if (reading is not PublishDocumentReading.Received)
            {
                room.Dispose();
            }
        }

        return reading switch
        {
            PublishDocumentReading.Received received => new PublishIntakeResult.Received(received.Document, room),
            PublishDocumentReading.TooLarge large => new PublishIntakeResult.TooLarge(large.Reason),
            PublishDocumentReading.Malformed malformed => new PublishIntakeResult.Malformed(malformed.Reason),
            _ => throw new InvalidOperationException($"A reading that nobody foresaw: {reading}."),
        };
    }

    /// <summary>Room for as many bytes that come by another way; disposing of it gives it back. Null where there was none in time.</summary>
    public ValueTask<IDisposable?> EnterAsync(long size, CancellationToken cancellationToken) => _gate.EnterAsync(size, cancellationToken);

    public void Dispose() => _memory.Dispose();

    public static IResult Refuse(PublishIntakeResult result) => GitLabResults.Refused(result switch
    {
        PublishIntakeResult.WrongType wrong => new Refusal(StatusCodes.Status415UnsupportedMediaType, $"415 Unsupported Media Type - {wrong.Reason}"),
        PublishIntakeResult.TooLarge large => new Refusal(StatusCodes.Status400BadRequest, large.Reason),
        PublishIntakeResult.Malformed malformed => new Refusal(StatusCodes.Status400BadRequest, malformed.Reason),
        _ => new Refusal(StatusCodes.Status503ServiceUnavailable, "503 Service Unavailable - Too many uploads at once. Try again in a moment."),
    });
}

/// <summary>What came of taking a document in.</summary>
internal abstract record PublishIntakeResult
{
    private PublishIntakeResult()
    {
    }

    /// <summary>Whoever gets it disposes of it.</summary>
    public sealed record Received(PublishDocument Document, IDisposable Room) : PublishIntakeResult, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Document.DisposeAsync();
            Room.Dispose();
        }
    }

    public sealed record WrongType(string Reason) : PublishIntakeResult;

    public sealed record Malformed(string Reason) : PublishIntakeResult;

    public sealed record TooLarge(string Reason) : PublishIntakeResult;

    /// <summary>There was no room in time.</summary>
    public sealed record Busy : PublishIntakeResult;
}
