using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>
/// Reads what a client puts to a package's address while it comes in: attachments go to staging block by block, and neither
/// the body nor a text of it that may be long is ever in memory as a whole but for one readme.
/// </summary>
internal sealed class PublishDocumentReader(FileBlobStore blobs, PublishMemory memory)
{
    /// <summary>The document, its fields in any order, or why there is none.</summary>
    /// <param name="body">JSON, or a stream that decompresses it; it stays open, and what is behind a fault stays unread.</param>
    /// <param name="limits">How much is taken.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PublishDocumentReading> ReadAsync(Stream body, PublishLimits limits, CancellationToken cancellationToken)
    {
        var pass = new PublishDocumentPass(body, blobs, memory, limits);
        await using (pass)
        {
            try
            {
                return new PublishDocumentReading.Received(await pass.RunAsync(cancellationToken));
            }
            catch (UnusablePublishException unusable)
            {
                return unusable.Reading;
            }
            catch (InvalidDataException)
            {
                return new PublishDocumentReading.Malformed("The body's compression is damaged.");
            }
        }
    }
}
