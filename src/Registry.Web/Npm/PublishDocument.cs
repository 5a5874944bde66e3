namespace Registry.Web.Npm;

/// <summary>
/// What a client put to a package's address: a new version with its attachments, or changes to what is there.
/// Disposed of, it gives back its share of memory and leaves nothing behind but the attachments that were kept.
/// </summary>
internal sealed class PublishDocument : IAsyncDisposable
{
    /// <summary>The field <c>_id</c>; null where it is absent or no text. So are the other texts.</summary>
    public string? Id { get; init; }

    /// <summary>The field <c>name</c> beside <c>versions</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Tags and what they point to, in the order of the document; the last word on a tag counts.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> DistTags { get; init; }

    /// <summary>In the order of the document; no key twice.</summary>
    public required IReadOnlyList<PublishedVersion> Versions { get; init; }

    /// <summary>
    /// The first version's object as UTF-8 JSON without blanks and without its <c>readme</c>; its texts are escaped as they came,
    /// and a name may stand in it twice. Empty where there is no version.
    /// </summary>
    public ReadOnlyMemory<byte> FirstManifest { get; init; }

    /// <summary>The first version's readme, or else the document's; null where npm found none.</summary>
    public string? Readme { get; init; }

    public string? ReadmeFileName { get; init; }

    /// <summary>In the order of the document; no key twice. A key is never a path.</summary>
    public required IReadOnlyList<PublishedAttachment> Attachments { get; init; }

    /// <summary>Whether the document speaks of owners.</summary>
    public bool HasMaintainers { get; init; }

    /// <summary>Whether the document speaks of stars.</summary>
    public bool HasUsers { get; init; }

    /// <summary>What the document holds of the memory for large ones, or null.</summary>
    public IDisposable? Share { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var attachment in Attachments)
        {
            await attachment.Staged.DisposeAsync();
        }

        Share?.Dispose();
    }
}
