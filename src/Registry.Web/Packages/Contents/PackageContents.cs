namespace Registry.Web.Packages.Contents;

/// <summary>The files within a version, by their paths.</summary>
internal sealed class PackageContents
{
    private readonly Dictionary<string, ContentFile> _byPath;

    public PackageContents(IEnumerable<ContentFile> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        _byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    public IReadOnlyList<ContentFile> Files { get; }

    /// <summary>Whether the archive holds more than was read.</summary>
    public bool IsCut { get; init; }

    /// <summary>What takes the reader's eye where it is so.</summary>
    public static string Omission { get; } = $"Only the first {ContentCollector.MostUnpacked / 1024 / 1024} MiB of it, unpacked, are read.";

    /// <summary>What it takes in memory, roughly.</summary>
    public long Weight => Files.Sum(file => 200L + (2 * file.Path.Length) + file.Weight);

    public ContentFile? Find(string? path) => path is null ? null : _byPath.GetValueOrDefault(path);

    /// <summary>Those of a folder, or the one file, or all; see <see cref="PackageTab.Under"/>.</summary>
    public IReadOnlyList<ContentFile> Under(string place) =>
        [.. Files.Where(file => place.Length == 0 || file.Path == place || (place.EndsWith('/') && file.Path.StartsWith(place, StringComparison.Ordinal)))];
}

/// <summary>What came of opening a version.</summary>
internal abstract record PackageOpening
{
    private PackageOpening()
    {
    }

    public sealed record Opened(PackageContents Contents) : PackageOpening;

    /// <summary>The reason is a sentence for whoever wanted to look.</summary>
    public sealed record Closed(string Reason) : PackageOpening;
}
