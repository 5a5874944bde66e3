using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Reads jobs. The caller has been let in already.</summary>
internal sealed class JobQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>The project's job of that id, or null.</summary>
    public async Task<JobRow?> FindAsync(long projectId, long jobId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Rows(database, database.Jobs.Where(one => one.ProjectId == projectId && one.Id == jobId)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The jobs of a pipeline, newest first; null if the project has no such pipeline.</summary>
    public async Task<Paged<JobRow>?> ListAsync(long projectId, long pipelineId, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Pipelines.AnyAsync(one => one.Id == pipelineId && one.ProjectId == projectId, cancellationToken)
            ? await page.ReadAsync(Rows(database, database.Jobs.Where(one => one.PipelineId == pipelineId)), cancellationToken)
            : null;
    }

    private static IQueryable<JobRow> Rows(RegistryDbContext database, IQueryable<Job> jobs) =>
        from job in jobs.AsNoTracking()
        join user in database.Users.AsNoTracking() on job.UserId equals user.Id
        join pipeline in database.Pipelines.AsNoTracking() on job.PipelineId equals pipeline.Id
        join pipelineUser in database.Users.AsNoTracking() on pipeline.UserId equals pipelineUser.Id
        orderby job.Id descending
        select new JobRow(job, user, pipeline, pipelineUser);
}

/// <summary>A job, who it acts for, and its pipeline.</summary>
internal sealed record JobRow(Job Job, User User, Pipeline Pipeline, User PipelineUser);
