namespace Registry.Data.Entities;

/// <summary>Where a package stands. Clients can install default, hidden and deprecated ones; lists show default, error and deprecated ones.</summary>
public enum PackageStatus
{
    Default = 0,
    Hidden = 1,
    Processing = 2,
    Error = 3,
    PendingDestruction = 4,
    Deprecated = 5,
}
