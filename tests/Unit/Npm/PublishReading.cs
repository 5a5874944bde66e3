using System.Text;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;
using Registry.Web.Npm;

namespace Registry.Unit.Npm;

/// <summary>Reads publish documents, and tells what came of it as text.</summary>
internal sealed class PublishReading : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PublishReading()
    {
        Blobs = new FileBlobStore(_directory.Path).Prepare();
        Reader = new PublishDocumentReader(Blobs, Memory);
    }

    public FileBlobStore Blobs { get; }

    public PublishMemory Memory { get; } = new(PublishMemory.ShareSize);

    public PublishDocumentReader Reader { get; }

    /// <summary>How many files wait in staging.</summary>
    public int Staged => Directory.GetFiles(Path.Combine(_directory.Path, "staging")).Length;

    public Task<PublishDocumentReading> ReadAsync(string json, PublishLimits? limits = null) =>
        Reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), limits ?? new PublishLimits(1000), CancellationToken.None);

    /// <summary>The fault, or all that the document says.</summary>
    public async Task<string> TellAsync(string json, PublishLimits? limits = null) => await TellAsync(await ReadAsync(json, limits));

    public static async Task<string> TellAsync(PublishDocumentReading reading)
    {
        if (reading is not PublishDocumentReading.Received { Document: var document })
        {
            return reading switch
            {
                PublishDocumentReading.Malformed malformed => malformed.Reason,
                PublishDocumentReading.TooLarge tooLarge => tooLarge.Reason,
                _ => throw new InvalidOperationException(),
            };
        }

        await using (document)
        {
            var lines = new List<string> { $"id {document.Id ?? "-"}, name {document.Name ?? "-"}" };
            lines.AddRange(document.DistTags.Select(tag => $"tag {tag.Key} = {tag.Value}"));
            lines.AddRange(document.Versions.Select(version => $"version {version.Key}, deprecated {version.Deprecated ?? "-"}"));
            lines.Add($"manifest {Encoding.UTF8.GetString(document.FirstManifest.Span)}");
            lines.Add($"readme {document.Readme ?? "-"}, in {document.ReadmeFileName ?? "-"}");
            foreach (var attachment in document.Attachments)
            {
                using var bytes = new StreamReader(attachment.Staged.OpenRead(), Encoding.Latin1);
                lines.Add($"attachment {attachment.Key}, {attachment.ContentType ?? "-"}, {attachment.Length?.ToString() ?? "-"}: {await bytes.ReadToEndAsync()}");
            }

            lines.Add($"maintainers {document.HasMaintainers}, users {document.HasUsers}");
            return string.Join('\n', lines);
        }
    }

    public void Dispose()
    {
        Memory.Dispose();
        _directory.Dispose();
    }
}
