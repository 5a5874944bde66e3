namespace Registry.Data.Entities;

/// <summary>A name for one version of a package that can be given to another one: npm's dist-tags.</summary>
public sealed class PackageTag : IContentRow
{
    public long PackageNameId { get; set; }
    public required string Name { get; set; }

    /// <summary>The version it stands for.</summary>
    public long PackageId { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
