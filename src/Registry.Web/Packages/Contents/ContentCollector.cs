using System.Text.Unicode;
using Registry.Web.Archives;

namespace Registry.Web.Packages.Contents;

/// <summary>Gathers the files of an archive while a format walks through it, within what a page can show.</summary>
internal sealed class ContentCollector
{
    /// <summary>More files than anybody reads a list of.</summary>
    public const int MostFiles = 10_000;

    // Pages write each path several times.
    private const int LongestPath = 1_000;

    // Texts of one archive that are kept; what comes later is listed alone.
    private const int MostBytes = 16 * 1024 * 1024;

    // Pictures likewise, apart, so that they leave room for what is read.
    private const int MostPictureBytes = 8 * 1024 * 1024;

    private readonly Dictionary<string, ContentFile> _files = new(StringComparer.Ordinal);
    private long _kept;
    private long _keptPictures;

    public PackageContents Contents => new(_files.Values);

    /// <summary>Takes the file that the reader has come to. Of two with one path the last counts.</summary>
    /// <exception cref="UnusableArchiveException">There are too many, or its path is too long.</exception>
    public void Add(string path, long size, TarReader tar)
    {
        if (_files.Count >= MostFiles)
        {
            throw new UnusableArchiveException($"It holds more than {MostFiles} files.");
        }

        if (path.Length > LongestPath)
        {
            throw new UnusableArchiveException($"It holds a path of more than {LongestPath} letters.");
        }

        var isNamedPicture = Picture.IsNamed(path);
        var data = tar.ReadData(isNamedPicture ? Picture.LargestSize : ContentFile.ShownSize, out var isCut);
        var digest = isCut ? tar.HashRest(data) : TarReader.Hash(data);
        var isText = !isCut && !data.AsSpan().Contains((byte)0) && Utf8.IsValid(data);
        var isShown = isText && data.Length <= ContentFile.ShownSize && _kept + data.Length <= MostBytes;
        _kept += isShown ? data.Length : 0;
        var picture = isNamedPicture && !isCut && _keptPictures + data.Length <= MostPictureBytes ? Picture.Of(path, data, isText) : null;
        _keptPictures += picture?.Data.Length ?? 0;
        _files[path] = new ContentFile(path, size, digest, isShown ? data : null) { Picture = picture };
    }
}
