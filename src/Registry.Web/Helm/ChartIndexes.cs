using System.Buffers;
using Registry.Web.Http;

namespace Registry.Web.Helm;

/// <summary>The index.yaml of each channel, kept ready.</summary>
internal sealed class ChartIndexes(ReadyDocuments documents, ChartQueries charts)
{
    /// <param name="projectId">The project.</param>
    /// <param name="channel">The channel; one that nothing was published to has an empty index.</param>
    /// <param name="pathBase">The path before every route, as clients see it.</param>
    /// <param name="content">The content stamp as of the beginning of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<ReadyDocument> GetAsync(long projectId, Channel channel, string pathBase, long content, CancellationToken cancellationToken) =>
        documents.GetAsync(
            new Key(projectId, channel.Name, pathBase),
            content,
            async cancel => (await charts.FindChannelAsync(projectId, channel, cancel))?.Generation,
            cancel => RenderAsync(projectId, channel, pathBase, cancel),
            cancellationToken);

    private async Task<ReadyDocument> RenderAsync(long projectId, Channel channel, string pathBase, CancellationToken cancellationToken)
    {
        var known = await charts.FindChannelAsync(projectId, channel, cancellationToken);
        var rows = known is null ? [] : await charts.ListAsync(projectId, channel, cancellationToken);
        var output = new ArrayBufferWriter<byte>();
        ChartIndexWriter.Write(output, rows, known?.ChangedAt ?? DateTimeOffset.UnixEpoch, $"{pathBase}/api/v4/projects/{projectId}/packages/helm");
        return new ReadyDocument(output.WrittenSpan.ToArray(), HelmEndpoints.IndexType);
    }

    private sealed record Key(long ProjectId, string Channel, string PathBase);
}
