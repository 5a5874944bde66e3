namespace Registry.Data.Entities;

/// <summary>What a project decided about its packages of one type. Without a row everything is as it usually is.</summary>
public sealed class PackageSettings : IAccessRow
{
    public long ProjectId { get; set; }
    public PackageType Type { get; set; }

    /// <summary>Whether a version that exists can be published again with other bytes.</summary>
    public bool AllowsDuplicates { get; set; }

    /// <summary>Whether requests for packages that are not here go on to the upstream registry; null where the server's setting holds.</summary>
    public bool? ForwardsRequests { get; set; }

    /// <summary>The most bytes that a file may have; null where the server's setting holds, which is also the most it can be.</summary>
    public long? MaxFileSize { get; set; }
}
