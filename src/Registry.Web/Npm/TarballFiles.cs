using System.Text;
using Registry.Web.Archives;
using Registry.Web.Packages.Contents;

namespace Registry.Web.Npm;

/// <summary>Hands over the files of a tarball as npm would extract them: without the archive's own folder, of two of one name the last.</summary>
internal static class TarballFiles
{
    private const byte ContiguousFile = (byte)'7';

    /// <summary>Blocks while it reads; leaves the stream open.</summary>
    /// <exception cref="UnusableArchiveException">The archive is damaged, hostile or too large.</exception>
    public static void Walk(Stream tgz, TarballLimits limits, ContentCollector files, CancellationToken cancellationToken)
    {
        using var gzip = new GzipMember(tgz);
        var tar = new TarReader(gzip, limits, cancellationToken);
        while (tar.Next() is { } entry)
        {
            if ((entry.IsFile || entry.Type == ContiguousFile) && !entry.Name.AsSpan().EndsWith("/"u8) && PathOf(entry.Name) is { } path)
            {
                files.Add(path, entry.Size, tar);
            }
        }
    }

    private static string? PathOf(byte[] name)
    {
        var parts = Encoding.UTF8.GetString(name).Split('/').Skip(1).Where(part => part is not ("" or ".")).ToList();
        return parts.Count == 0 || parts.Contains("..") ? null : string.Join('/', parts);
    }
}
