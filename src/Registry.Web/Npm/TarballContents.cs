using System.Text;
using Registry.Web.Archives;

namespace Registry.Web.Npm;

/// <summary>Goes once through a tarball and gathers what a <see cref="Tarball"/> tells. Of two files of one name the last counts, as npm extracts it.</summary>
internal sealed class TarballContents(TarReader tar, TarballLimits limits)
{
    // Solaris' extended headers and old GNU's long names: npm heeds them, others do not.
    private const byte OldExtendedHeader = (byte)'X';
    private const byte OldLongName = (byte)'N';

    private const byte ContiguousFile = (byte)'7';

    private byte[]? _packageJson;
    private byte[]? _readme;
    private string? _readmeName;
    private int _files;
    private long _size;
    private bool _hasShrinkwrap;
    private bool _hasGyp;

    /// <exception cref="UnusableArchiveException">It is damaged, hostile or too large, or holds no package.json.</exception>
    public Tarball Read()
    {
        while (tar.Next() is { } entry)
        {
            if (entry.Type is OldExtendedHeader or OldLongName)
            {
                throw UnusableArchiveException.Because("an entry has an extension header of a kind that only some readers know");
            }

            // Refused before as much is read.
            if (entry.Size > limits.TotalSize)
            {
                throw UnusableArchiveException.Because($"an entry of {entry.Size} bytes is larger than a package may unpack to");
            }

            if (IsFile(entry))
            {
                _files++;
                _size += entry.Size;
                ReadFile(entry);
            }
        }

        return _packageJson is null
            ? throw new UnusableArchiveException("package.json not found")
            : new Tarball(
                _packageJson, _files, _size, _hasShrinkwrap, _hasGyp, _readme is null ? null : Encoding.UTF8.GetString(_readme), _readmeName);
    }

    private void ReadFile(TarEntry entry)
    {
        var name = NameAtTop(entry.Name);
        switch (name)
        {
            case null:
                break;
            case "package.json":
                _packageJson = entry.Size <= TarballLimits.ManifestSize
                    ? tar.ReadData(TarballLimits.ManifestSize)
                    : throw new UnusableArchiveException($"package.json file too large: more than {TarballLimits.ManifestSize} bytes");
                break;
            case "npm-shrinkwrap.json":
                _hasShrinkwrap = true;
                break;
            default:
                _hasGyp |= name.EndsWith(".gyp", StringComparison.Ordinal);
                ReadReadme(name, entry.Size);
                break;
        }
    }

    private void ReadReadme(string name, long size)
    {
        if (size is > 0 and <= TarballLimits.ReadmeSize && RankOf(name) is > 0 and var rank && rank >= RankOf(_readmeName))
        {
            _readme = tar.ReadData(TarballLimits.ReadmeSize);
            _readmeName = name;
        }
    }

    // Markdown before other kinds.
    private static int RankOf(string? name) => name?.ToUpperInvariant() switch
    {
        "README.MD" => 3,
        "README.MARKDOWN" => 2,
        "README" or "README.TXT" => 1,
        _ => 0,
    };

    // npm takes a file whose name ends in a slash for a folder, and a "contiguous" one for a file.
    private static bool IsFile(TarEntry entry) =>
        (entry.IsFile || entry.Type == ContiguousFile) && !entry.Name.AsSpan().EndsWith("/"u8);

    /// <summary>The name of a file that npm would put into the package's own folder, whatever the archive's folder is called; null for any other.</summary>
    private static string? NameAtTop(byte[] path)
    {
        var folder = path.AsSpan().IndexOf((byte)'/');
        if (folder < 0)
        {
            return null;
        }

        string? name = null;
        foreach (var part in Encoding.UTF8.GetString(path.AsSpan(folder + 1)).Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (name is not null)
            {
                return null;
            }

            name = part;
        }

        return name;
    }
}
