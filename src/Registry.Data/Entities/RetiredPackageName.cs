namespace Registry.Data.Entities;

/// <summary>A name that a project held which is no more: what was ever held here is never asked for elsewhere.</summary>
public sealed class RetiredPackageName
{
    public PackageType Type { get; set; }

    /// <summary>A package's name; or <c>@scope/</c>, which can be none, for a scope that was the path of a namespace.</summary>
    public required string Name { get; set; }

    /// <summary>As in <see cref="PackageName.Scope"/>.</summary>
    public string? Scope { get; set; }
}
