namespace Registry.Data.Entities;

/// <summary>A name that a project held which is no more: what was ever held here is never asked for elsewhere.</summary>
public sealed class RetiredPackageName
{
    public PackageType Type { get; set; }
    public required string Name { get; set; }

    /// <summary>As in <see cref="PackageName.Scope"/>.</summary>
    public string? Scope { get; set; }
}
