using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Which file a chart's address leads to, kept in memory until any package changes.</summary>
internal sealed class ChartFiles(ChartQueries charts)
{
    private readonly StampedLookup<Key, ServedChart> _served = new();

    /// <summary>As <see cref="ChartQueries.FindFileAsync"/> finds it.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="fileName">What the address ends in.</param>
    /// <param name="content">The content stamp as of the beginning of the request. What was true at it or later will do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<ServedChart?> FindAsync(long projectId, Channel channel, string fileName, long content, CancellationToken cancellationToken) =>
        _served.FindAsync(new Key(projectId, channel, fileName), content, FindAsync, cancellationToken);

    private async Task<ServedChart?> FindAsync(Key key, CancellationToken cancellationToken) =>
        await charts.FindFileAsync(key.ProjectId, key.Channel, key.FileName, cancellationToken) is { } file
            ? new ServedChart(file.Id, file.PackageId, file.FileName, file.Sha256)
            : null;

    private sealed record Key(long ProjectId, Channel Channel, string FileName);
}

/// <summary>What a download needs of a chart's file.</summary>
internal sealed record ServedChart(long Id, long PackageId, string FileName, string Sha256);
