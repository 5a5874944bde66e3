namespace Registry.Data.Entities;

/// <summary>
/// What is searched of a name: texts of its newest version. Written after the fact, from the packages; each database keeps an
/// index of its own over it.
/// </summary>
public sealed class PackageSearchEntry
{
    public long PackageNameId { get; set; }
    /// <summary>The newest version, which a hit leads to.</summary>
    public long PackageId { get; set; }
    public required string Name { get; set; }
    public required string Description { get; set; }
    /// <summary>Separated by a space.</summary>
    public required string Keywords { get; set; }
    /// <summary>The beginning of the README, as plain text.</summary>
    public required string Readme { get; set; }
    public DateTimeOffset IndexedAt { get; set; }
}
