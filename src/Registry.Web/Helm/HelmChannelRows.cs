using Microsoft.EntityFrameworkCore;
using Registry.Data.Entities;

namespace Registry.Web.Helm;

/// <summary>Says that the index of a channel is another one from here on.</summary>
internal static class HelmChannelRows
{
    /// <summary>Moves the generation of the channels and answers how many there are. Counted by the database: two publishers to one channel never read the same number.</summary>
    public static Task<int> MoveOnAsync(this IQueryable<HelmChannel> channels, DateTimeOffset now, CancellationToken cancellationToken) => channels.ExecuteUpdateAsync(
        set => set.SetProperty(channel => channel.Generation, channel => channel.Generation + 1).SetProperty(channel => channel.ChangedAt, now), cancellationToken);
}
