using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>
/// Reads a multipart form, streaming the files of some fields into staging. Nothing is buffered, and nothing is read past a limit.
/// </summary>
internal static class FormFiles
{
    private const int LongestBoundary = 200;
    private const int OtherFieldBytes = 64 * 1024;
    private const int UnexpectedEnd = unchecked((int)0x80131620); // the reader's own; a fault of the disk carries the system's number

    /// <summary>
    /// The staged files of the fields, which the caller disposes of. Other fields are skipped, up to 64 KiB of them in all.
    /// </summary>
    /// <param name="request">The form.</param>
    /// <param name="limits">The fields that hold files, each with the most bytes it may have.</param>
    /// <param name="blobs">Where to stage them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="texts">Fields whose text is kept as well, up to the same 64 KiB.</param>
    public static async Task<FormFileReading> ReadAsync(
        HttpRequest request, IReadOnlyDictionary<string, long> limits, FileBlobStore blobs, CancellationToken cancellationToken, params string[] texts)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return new FormFileReading.NotAForm();
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            return new FormFileReading.Malformed("the multipart boundary is missing or too long");
        }

        var files = new ReceivedFiles();
        FormFileReading? reading = null;
        try
        {
            return reading = await ReadPartsAsync(new MultipartReader(boundary, request.Body), limits, texts, blobs, files, cancellationToken);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException { HResult: UnexpectedEnd } and not BadHttpRequestException)
        {
            return new FormFileReading.Malformed("the multipart form is broken or ends too early");
        }
        finally
        {
            if (reading is not FormFileReading.Received)
            {
                await files.DisposeAsync();
            }
        }
    }

    private static async Task<FormFileReading> ReadPartsAsync(
        MultipartReader reader, IReadOnlyDictionary<string, long> limits, string[] texts, FileBlobStore blobs, ReceivedFiles files, CancellationToken cancellationToken)
    {
        var skipped = 0L;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            var field = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value ?? "";
            if (!limits.TryGetValue(field, out var limit))
            {
                using var kept = texts.Contains(field) ? new MemoryStream() : null;
                skipped += await DrainAsync(section.Body, kept, OtherFieldBytes - skipped, cancellationToken);
                if (skipped > OtherFieldBytes)
                {
                    return new FormFileReading.Malformed($"the form holds too much besides {string.Join(" and ", limits.Keys.Select(key => $"'{key}'"))}");
                }

                if (kept is not null)
                {
                    files.Texts[field] = Encoding.UTF8.GetString(kept.ToArray());
                }

                continue;
            }

            if (!disposition!.IsFileDisposition())
            {
                return new FormFileReading.NotAFile(field);
            }

            if (files[field] is not null)
            {
                return new FormFileReading.Malformed($"the form holds more than one '{field}'");
            }

            var staged = files.Add(field, blobs.Stage());
            if (!await CopyAsync(section.Body, staged, limit, cancellationToken))
            {
                return new FormFileReading.TooLarge(field, limit);
            }

            if (staged.Size == 0)
            {
                return new FormFileReading.Empty(field);
            }
        }

        return new FormFileReading.Received(files);
    }

    private static async Task<bool> CopyAsync(Stream part, BlobStaging staged, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await part.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (staged.Size + read > limit)
            {
                return false;
            }

            await staged.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }

    private static async Task<long> DrainAsync(Stream part, MemoryStream? kept, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[4 * 1024];
        var drained = 0L;
        while (drained <= limit && await part.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            kept?.Write(buffer, 0, read);
            drained += read;
        }

        return drained;
    }
}
