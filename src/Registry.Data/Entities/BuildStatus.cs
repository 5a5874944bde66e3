namespace Registry.Data.Entities;

/// <summary>How far a pipeline or job is, in GitLab's words.</summary>
public enum BuildStatus
{
    Created = 0,
    Pending = 1,
    Running = 2,
    Success = 3,
    Failed = 4,
    Canceled = 5,
    Skipped = 6,
    Manual = 7,
}
