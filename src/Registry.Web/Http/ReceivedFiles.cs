using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>The staged files of a form, by field. Disposed of, they leave nothing behind but what was kept.</summary>
internal sealed class ReceivedFiles : IAsyncDisposable
{
    private readonly Dictionary<string, BlobStaging> _files = new(StringComparer.Ordinal);

    /// <summary>The file of the field, or null if the form has none.</summary>
    public BlobStaging? this[string field] => _files.GetValueOrDefault(field);

    /// <summary>The other fields that were asked for.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public BlobStaging Add(string field, BlobStaging file) => _files[field] = file;

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values)
        {
            await file.DisposeAsync();
        }
    }
}
