namespace Registry.Data.Entities;

/// <summary>How often a version was downloaded on a day, by the clock of UTC.</summary>
public sealed class PackageDownloadDay
{
    public long PackageId { get; set; }
    public DateOnly Day { get; set; }
    public long Count { get; set; }
}
