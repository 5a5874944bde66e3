using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>
/// Reads a multipart form, streaming the file of one field into staging. Nothing is buffered, and nothing is read past the limit.
/// </summary>
internal static class FormFiles
{
    private const int LongestBoundary = 200;
    private const int OtherFieldBytes = 64 * 1024;
    private const int UnexpectedEnd = unchecked((int)0x80131620); // the reader's own; a fault of the disk carries the system's number

    /// <summary>
    /// The staged file of <paramref name="field"/>, which the caller disposes of. Other fields are skipped, up to 64 KiB of them in all.
    /// </summary>
    public static async Task<FormFileReading> ReadAsync(
        HttpRequest request, string field, FileBlobStore blobs, long limit, CancellationToken cancellationToken)
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

        BlobStaging? staged = null;
        try
        {
            var reading = await ReadPartsAsync(new MultipartReader(boundary, request.Body), cancellationToken);
            if (reading is FormFileReading.Received)
            {
                staged = null;
            }

            return reading;
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException { HResult: UnexpectedEnd } and not BadHttpRequestException)
        {
            return new FormFileReading.Malformed("the multipart form is broken or ends too early");
        }
        finally
        {
            if (staged is not null)
            {
                await staged.DisposeAsync();
            }
        }

        async Task<FormFileReading> ReadPartsAsync(MultipartReader reader, CancellationToken cancel)
        {
            var skipped = 0L;
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                var disposition = section.GetContentDispositionHeader();
                if (disposition is null || HeaderUtilities.RemoveQuotes(disposition.Name) != field)
                {
                    skipped += await DrainAsync(section.Body, OtherFieldBytes - skipped, cancel);
                    if (skipped > OtherFieldBytes)
                    {
                        return new FormFileReading.Malformed($"the form holds too much besides '{field}'");
                    }

                    continue;
                }

                if (!disposition.IsFileDisposition())
                {
                    return new FormFileReading.NotAFile();
                }

                if (staged is not null)
                {
                    return new FormFileReading.Malformed($"the form holds more than one '{field}'");
                }

                staged = blobs.Stage();
                if (!await CopyAsync(section.Body, staged, limit, cancel))
                {
                    return new FormFileReading.TooLarge();
                }
            }

            return staged is null ? new FormFileReading.Missing() : new FormFileReading.Received(staged);
        }
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

    private static async Task<long> DrainAsync(Stream part, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[4 * 1024];
        var drained = 0L;
        while (drained <= limit && await part.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            drained += read;
        }

        return drained;
    }
}
