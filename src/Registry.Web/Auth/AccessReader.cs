using Microsoft.EntityFrameworkCore;
using Registry.Data;

namespace Registry.Web.Auth;

/// <summary>Hands out the snapshot of the present access stamp.</summary>
internal sealed class AccessReader(IStampReader stamps, IDbContextFactory<RegistryDbContext> databases)
{
    private AccessSnapshot? _latest;

    /// <summary>The stamps as of now, and what is known under them.</summary>
    public async ValueTask<AccessReading> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await stamps.ReadAsync(cancellationToken);
        var latest = Volatile.Read(ref _latest);
        if (latest is null || latest.Stamp != now.Access || latest.IsFull)
        {
            latest = new AccessSnapshot(now.Access, databases);
            Volatile.Write(ref _latest, latest);
        }

        return new AccessReading(now, latest);
    }
}

/// <summary>One look at the stamps, which a whole request goes by.</summary>
internal sealed record AccessReading(Stamps Stamps, AccessSnapshot Access);
