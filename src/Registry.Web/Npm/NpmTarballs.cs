using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>Which file a tarball's address leads to, kept in memory until any package changes.</summary>
internal sealed class NpmTarballs(NpmQueries queries)
{
    private readonly StampedLookup<Key, ServedFile> _served = new();

    /// <summary>The tarball, or null if no such version is in view.</summary>
    /// <param name="view">What may be shown.</param>
    /// <param name="name">The package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="content">The content stamp as of the beginning of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<ServedFile?> FindAsync(NpmView view, NpmPackageName name, NpmVersion version, long content, CancellationToken cancellationToken) =>
        _served.FindAsync(new Key(view.Key, name.Text, version.Text), content, (_, cancel) => queries.FindTarballAsync(view, name, version, cancel), cancellationToken);

    private sealed record Key(string View, string Name, string Version);
}
