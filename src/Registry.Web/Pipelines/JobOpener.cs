using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Tokens;

namespace Registry.Web.Pipelines;

/// <summary>Records a pipeline with one running job, whose token works until the job ends or its lease runs out.</summary>
internal sealed class JobOpener(IDbContextFactory<RegistryDbContext> databases, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>Answers the secret of the job's token; it is kept nowhere.</summary>
    public async Task<string> OpenAsync(long projectId, long userId, string reference, string sha, AuditSource by, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryOpenAsync(projectId, userId, reference, sha, by, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody took the number within the project first.
            }
        }
    }

    private async Task<string> TryOpenAsync(long projectId, long userId, string reference, string sha, AuditSource by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = TokenSecret.Create(options.Value.JobPrefix);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        var last = await database.Pipelines.Where(p => p.ProjectId == projectId).MaxAsync(p => (long?)p.Iid, cancellationToken) ?? 0;
        var pipeline = new Pipeline
        {
            ProjectId = projectId,
            Iid = last + 1,
            UserId = userId,
            Ref = reference,
            Sha = sha,
            Status = BuildStatus.Running,
            Source = "api",
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Pipelines.Add(pipeline);
        await database.SaveChangesAsync(cancellationToken);
        database.Jobs.Add(new Job
        {
            PipelineId = pipeline.Id,
            ProjectId = projectId,
            UserId = userId,
            Name = "publish",
            Status = BuildStatus.Running,
            TokenDigest = TokenSecret.Digest(secret),
            LeaseEndsAt = now.AddMinutes(options.Value.JobLeaseMinutes),
            CreatedAt = now,
        });
        database.AuditEvents.Add(by.Event(now, "job_token.create", $"#{pipeline.Iid}", projectId));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return secret;
    }
}
