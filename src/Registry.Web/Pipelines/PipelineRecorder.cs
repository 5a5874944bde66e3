using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Pipelines;

/// <summary>Records what became of builds elsewhere. Nothing runs here.</summary>
internal sealed class PipelineRecorder(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    /// <summary>Adds the row within a transaction of the caller's, with the next number of the project.</summary>
    public static async Task<Pipeline> AddAsync(
        RegistryDbContext database, WriteTransaction write, NewPipeline wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await write.TakeTurnAsync(cancellationToken); // two at once would take the same number
        var last = await database.Pipelines.Where(one => one.ProjectId == wanted.ProjectId).MaxAsync(one => (long?)one.Iid, cancellationToken) ?? 0;
        var pipeline = new Pipeline
        {
            ProjectId = wanted.ProjectId,
            Iid = last + 1,
            UserId = wanted.UserId,
            Ref = wanted.Ref,
            Sha = wanted.Sha,
            Status = wanted.Status,
            Source = wanted.Source,
            Name = wanted.Name,
            WebUrl = wanted.WebUrl,
            TriggeredBy = wanted.TriggeredBy,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Pipelines.Add(pipeline);
        await database.SaveChangesAsync(cancellationToken);
        return pipeline;
    }

    /// <summary>Records a pipeline and answers its id.</summary>
    public async Task<long> RecordAsync(NewPipeline wanted, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var pipeline = await AddAsync(database, write, wanted, now, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "pipeline.create", Name(pipeline), pipeline.ProjectId, after: Facts(pipeline)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return pipeline.Id;
    }

    /// <summary>Changes what is recorded of a pipeline; false if the project has none such.</summary>
    public async Task<bool> ChangeAsync(long projectId, long pipelineId, Action<Pipeline> change, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if (await database.Pipelines.SingleOrDefaultAsync(one => one.Id == pipelineId && one.ProjectId == projectId, cancellationToken) is not { } pipeline)
        {
            return false;
        }

        var before = Facts(pipeline);
        change(pipeline);
        var now = pipeline.UpdatedAt = time.GetUtcNow();
        database.AuditEvents.Add(by.Event(now, "pipeline.change", Name(pipeline), projectId, before: before, after: Facts(pipeline)));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    private static string Name(Pipeline pipeline) => $"#{pipeline.Iid}";

    private static string Facts(Pipeline pipeline) => $"{pipeline.Ref} {pipeline.Sha} {BuildStatusNames.Of(pipeline.Status)} {pipeline.Source} {pipeline.WebUrl}".TrimEnd();
}
