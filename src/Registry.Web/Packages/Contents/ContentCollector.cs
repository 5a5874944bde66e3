using System.Text.Unicode;
using Registry.Web.Archives;

namespace Registry.Web.Packages.Contents;

/// <summary>Gathers the files of an archive while a format walks through it, within what a page can show.</summary>
internal sealed class ContentCollector
{
    /// <summary>More files than anybody reads a list of.</summary>
    public const int MostFiles = 10_000;

    /// <summary>How much of an archive is unpacked to be looked at, in bytes: any visitor can ask for it.</summary>
    public const long MostUnpacked = 64 * 1024 * 1024;

    /// <summary>Texts of one archive that are kept, in bytes; what comes later is listed alone.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    // Pages write each path several times.
    private const int LongestPath = 1_000;

    // Pictures likewise, apart, so that they leave room for what is read.
    private const int MostPictureBytes = 8 * 1024 * 1024;

    private readonly Dictionary<string, ContentFile> _files = new(StringComparer.Ordinal);
    private long _kept;
    private long _keptPictures;

    public PackageContents Contents => new(_files.Values);

    /// <summary>What was gathered where <see cref="MostUnpacked"/> ended it.</summary>
    public PackageContents Beginning => new(_files.Values) { IsCut = true };

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
        var picture = isNamedPicture && !isCut ? Picture.Of(path, data, isText) : null;
        var shownPicture = _keptPictures + data.Length <= MostPictureBytes ? picture : null;
        _keptPictures += shownPicture?.Data.Length ?? 0;
        _files[path] = new ContentFile(path, size, digest, isShown ? data : null) { Picture = shownPicture, IsPassedOver = !isShown && shownPicture is null && (isText || picture is not null) };
    }
}
