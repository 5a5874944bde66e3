using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Pipelines;

/// <summary>Opens jobs, whose token works until the job ends or its lease runs out.</summary>
internal sealed class JobOpener(IDbContextFactory<RegistryDbContext> databases, IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary>What a job is called that nobody gave a name.</summary>
    public const string UsualName = "publish";

    /// <summary>Records a pipeline with one running job and answers the secret of the job's token; it is kept nowhere.</summary>
    public async Task<string> OpenAsync(long projectId, long userId, string reference, string sha, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var pipeline = await PipelineRecorder.AddAsync(database, write, new NewPipeline(projectId, userId, reference, sha), now, cancellationToken);
        var opened = await AddAsync(database, pipeline, userId, new NewJob(UsualName), now, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "job_token.create", $"#{pipeline.Iid}", projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return opened.Secret;
    }

    /// <summary>Opens a job of a pipeline for the user; null if the project has no such pipeline.</summary>
    public async Task<OpenedJob?> OpenInAsync(long projectId, long pipelineId, long userId, NewJob wanted, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        if (await database.Pipelines.SingleOrDefaultAsync(one => one.Id == pipelineId && one.ProjectId == projectId, cancellationToken) is not { } pipeline)
        {
            return null;
        }

        var opened = await AddAsync(database, pipeline, userId, wanted, now, cancellationToken);
        database.AuditEvents.Add(by.Event(now, "job_token.create", $"#{pipeline.Iid} {wanted.Name}", projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return opened;
    }

    /// <summary>Adds the row of a running job within a transaction of the caller's.</summary>
    public async Task<OpenedJob> AddAsync(RegistryDbContext database, Pipeline pipeline, long userId, NewJob wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.Create(options.Value.JobPrefix);
        var lease = TimeSpan.FromMinutes(options.Value.JobLeaseMinutes);
        var job = new Job
        {
            PipelineId = pipeline.Id,
            ProjectId = pipeline.ProjectId,
            UserId = userId,
            Name = wanted.Name,
            Status = BuildStatus.Running,
            TokenDigest = TokenSecret.Digest(secret),
            PackageName = wanted.PackageName,
            LeaseEndsAt = now + (wanted.Longest < lease ? wanted.Longest.Value : lease),
            CreatedAt = now,
        };
        database.Jobs.Add(job);
        await database.SaveChangesAsync(cancellationToken);
        return new OpenedJob(job, secret);
    }
}
