using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Pipelines;

/// <summary>Ends jobs: from then on their tokens are refused.</summary>
internal sealed class JobEnding(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Ends the project's job. The same once more changes nothing; the pipeline's status is for others to tell.</summary>
    public async Task<JobEnd> EndAsync(long projectId, long jobId, BuildStatus status, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken); // of two who end it differently, the second is told
        if (await database.Jobs.SingleOrDefaultAsync(one => one.Id == jobId && one.ProjectId == projectId, cancellationToken) is not { } job)
        {
            return JobEnd.NotFound;
        }

        if (job.Status != BuildStatus.Running)
        {
            return job.Status == status ? JobEnd.Done : JobEnd.OverAlready;
        }

        var now = time.GetUtcNow();
        job.Status = status;
        job.FinishedAt = now;
        database.AuditEvents.Add(by.Event(now, "job.end", $"{job.Name} ({job.Id})", projectId, before: BuildStatusNames.Of(BuildStatus.Running), after: BuildStatusNames.Of(status)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return JobEnd.Done;
    }
}

/// <summary>What came of ending a job.</summary>
internal enum JobEnd
{
    Done,
    NotFound,

    /// <summary>It ended before, and differently.</summary>
    OverAlready,
}
