using Registry.Data.Entities;

namespace Registry.Web.Pipelines;

/// <summary>What a job is to be.</summary>
internal sealed record NewJob(string Name)
{
    /// <summary>The only package that it may change; null for any of the project.</summary>
    public string? PackageName { get; init; }

    /// <summary>The longest that its token works, where that is less than for other jobs.</summary>
    public TimeSpan? Longest { get; init; }
}

/// <summary>A job that was just opened. The secret of its token is never to be had again.</summary>
internal sealed record OpenedJob(Job Job, string Secret)
{
    public override string ToString() => $"job {Job.Id}"; // a record would print the secret
}
