namespace Registry.Data.Entities;

/// <summary>Where a file stands. Only default ones are served.</summary>
public enum PackageFileStatus
{
    Default = 0,
    PendingDestruction = 1,
}
