namespace Registry.Data.Entities;

/// <summary>A build that ran elsewhere and is recorded here, so that packages can say where they come from.</summary>
public sealed class Pipeline
{
    public long Id { get; set; }
    public long ProjectId { get; set; }

    /// <summary>The number within the project, from 1.</summary>
    public long Iid { get; set; }

    public long UserId { get; set; }
    public required string Ref { get; set; }
    public required string Sha { get; set; }
    public BuildStatus Status { get; set; }

    /// <summary>What started it, in GitLab's words: push, web, schedule, api …</summary>
    public required string Source { get; set; }

    public string? Name { get; set; }

    /// <summary>Where it can be seen in the system that ran it: an http or https address.</summary>
    public string? WebUrl { get; set; }

    /// <summary>Who started it there, where that is not <see cref="UserId"/>.</summary>
    public string? TriggeredBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
