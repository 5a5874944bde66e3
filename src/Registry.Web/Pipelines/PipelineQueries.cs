using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>Reads pipelines. The caller has been let in already.</summary>
internal sealed class PipelineQueries(IDbContextFactory<RegistryDbContext> databases)
{
    /// <summary>The project's pipeline of that id, or null.</summary>
    public async Task<PipelineRow?> FindAsync(long projectId, long pipelineId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await WithUsers(database, database.Pipelines.Where(one => one.ProjectId == projectId && one.Id == pipelineId)).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<Paged<PipelineRow>> ListAsync(long projectId, PipelineFilter filter, OffsetPage page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = filter.Apply(database.Pipelines.Where(one => one.ProjectId == projectId), database.Users);
        return await page.ReadAsync(WithUsers(database, found), cancellationToken);
    }

    private static IQueryable<PipelineRow> WithUsers(RegistryDbContext database, IQueryable<Pipeline> pipelines) =>
        pipelines.AsNoTracking().Join(database.Users.AsNoTracking(), one => one.UserId, user => user.Id, (one, user) => new PipelineRow(one, user));
}

/// <summary>A pipeline and who it runs for.</summary>
internal sealed record PipelineRow(Pipeline Pipeline, User User)
{
    /// <param name="projectPath">The full path of its project.</param>
    /// <param name="publicUrl">Scheme, host and path base, without a slash at the end.</param>
    public PipelineResponse ToResponse(string projectPath, string publicUrl) => PipelineResponse.Of(Pipeline, User, projectPath, publicUrl);
}

/// <summary>Which pipelines, and in which order.</summary>
internal sealed record PipelineFilter(PipelineOrder Order, bool IsAscending)
{
    public string? Ref { get; init; }
    public string? Sha { get; init; }
    public BuildStatus? Status { get; init; }
    public string? Source { get; init; }

    /// <summary>Of whoever they run for.</summary>
    public string? UserName { get; init; }

    public DateTimeOffset? UpdatedAfter { get; init; }
    public DateTimeOffset? UpdatedBefore { get; init; }

    public IQueryable<Pipeline> Apply(IQueryable<Pipeline> pipelines, IQueryable<User> users)
    {
        pipelines = Ref is null ? pipelines : pipelines.Where(one => one.Ref == Ref);
        pipelines = Sha is null ? pipelines : pipelines.Where(one => one.Sha == Sha);
        pipelines = Status is null ? pipelines : pipelines.Where(one => one.Status == Status);
        pipelines = Source is null ? pipelines : pipelines.Where(one => one.Source == Source);
        pipelines = UpdatedAfter is null ? pipelines : pipelines.Where(one => one.UpdatedAt > UpdatedAfter);
        pipelines = UpdatedBefore is null ? pipelines : pipelines.Where(one => one.UpdatedAt < UpdatedBefore);
        if (UserName?.ToUpperInvariant() is { } name)
        {
            pipelines = pipelines.Where(one => users.Any(user => user.Id == one.UserId && user.NormalizedUserName == name));
        }

        return Order switch
        {
            PipelineOrder.Ref => Sort(pipelines, one => one.Ref),
            PipelineOrder.Status => Sort(pipelines, one => one.Status),
            PipelineOrder.UpdatedAt => Sort(pipelines, one => one.UpdatedAt),
            PipelineOrder.UserId => Sort(pipelines, one => one.UserId),
            _ => IsAscending ? pipelines.OrderBy(one => one.Id) : pipelines.OrderByDescending(one => one.Id),
        };
    }

    // Equal ones by their ids, so that no page shows one twice.
    private IQueryable<Pipeline> Sort<T>(IQueryable<Pipeline> pipelines, System.Linq.Expressions.Expression<Func<Pipeline, T>> by) => IsAscending
        ? pipelines.OrderBy(by).ThenBy(one => one.Id)
        : pipelines.OrderByDescending(by).ThenByDescending(one => one.Id);
}

internal enum PipelineOrder
{
    Id,
    Status,
    Ref,
    UpdatedAt,
    UserId,
}
