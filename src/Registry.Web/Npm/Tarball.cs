using Registry.Web.Archives;

namespace Registry.Web.Npm;

/// <summary>What a package's archive holds, as far as anybody asks.</summary>
/// <param name="PackageJson">The bytes of the package.json that npm would extract.</param>
/// <param name="FileCount">Files; no folders, no links.</param>
/// <param name="UnpackedSize">Bytes in those files.</param>
/// <param name="HasShrinkwrap">Whether it pins its own dependencies in npm-shrinkwrap.json.</param>
/// <param name="HasGyp">Whether npm builds it with node-gyp unless it says otherwise.</param>
/// <param name="Readme">As UTF-8, null where it has none or a longer one than <see cref="TarballLimits.ReadmeSize"/>.</param>
/// <param name="ReadmeFileName">Null with the README.</param>
internal sealed record Tarball(
    byte[] PackageJson,
    int FileCount,
    long UnpackedSize,
    bool HasShrinkwrap,
    bool HasGyp,
    string? Readme,
    string? ReadmeFileName)
{
    /// <summary>
    /// Blocks while it reads, to the very end; leaves the stream open. Memory follows package.json and the README, not the
    /// archive. Links, devices and odd paths are passed over as npm passes over them; what two readers could take for two
    /// archives is refused.
    /// </summary>
    public static TarballReading Read(Stream tgz, TarballLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            using var gzip = new GzipMember(tgz);
            var contents = new TarballContents(new TarReader(gzip, limits, cancellationToken), limits);
            return new TarballReading.Package(contents.Read());
        }
        catch (UnusableArchiveException unusable)
        {
            return new TarballReading.Unusable(unusable.Message);
        }
    }
}
