namespace Registry.Data.Entities;

/// <summary>A piece of a pipeline. Its token works while it runs, with the rights of the user who opened it.</summary>
public sealed class Job : IAccessRow
{
    public long Id { get; set; }
    public long PipelineId { get; set; }
    public long ProjectId { get; set; }
    public long UserId { get; set; }
    public required string Name { get; set; }
    public BuildStatus Status { get; set; }

    /// <summary>SHA-256 of the whole job token.</summary>
    public required byte[] TokenDigest { get; set; }

    /// <summary>The only package it may publish, where it was opened for one; null for any of the project.</summary>
    public string? PackageName { get; set; }

    /// <summary>When the job counts as gone if nobody finished it.</summary>
    public DateTimeOffset LeaseEndsAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}
