using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Helm;

/// <summary>The index.yaml of a channel over all projects of a group, kept ready for each set of projects that somebody may read.</summary>
internal sealed class GroupChartIndexes(ReadyDocuments documents, GroupCharts charts)
{
    /// <param name="caller">Who asks; the index shows what this caller may read.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="stamps">As of the beginning of the request: who owns a name rests on both.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ReadyDocument> GetAsync(Caller caller, long groupId, Channel channel, Data.Stamps stamps, CancellationToken cancellationToken)
    {
        var channels = await charts.ListChannelsAsync(caller, groupId, channel, cancellationToken);
        var generation = Generation(channels, stamps.Access);
        return await documents.GetAsync(
            new Key(groupId, channel.Name, string.Join(',', channels.Select(one => one.ProjectId))),
            stamps.Content,
            _ => Task.FromResult<long?>(generation),
            cancel => RenderAsync(groupId, channels, channel, cancel),
            cancellationToken);
    }

    private async Task<ReadyDocument> RenderAsync(long groupId, IReadOnlyList<HelmChannel> channels, Channel channel, CancellationToken cancellationToken)
    {
        var rows = await charts.ListAsync(groupId, [.. channels.Select(one => one.ProjectId)], channel, cancellationToken);
        var output = new ArrayBufferWriter<byte>();
        ChartIndexWriter.Write(output, rows, channels.Select(one => one.ChangedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(), contextPath: null);
        return new ReadyDocument(output.WrittenSpan.ToArray(), HelmEndpoints.IndexType);
    }

    // One number for all of them: what is rendered holds as long as none of them moves.
    private static long Generation(IEnumerable<HelmChannel> channels, long access)
    {
        var text = string.Join(';', channels.Select(one => $"{one.ProjectId}:{one.Generation}").Append($"{access}"));
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    private sealed record Key(long GroupId, string Channel, string Projects);
}
