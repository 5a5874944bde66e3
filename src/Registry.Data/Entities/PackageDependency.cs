namespace Registry.Data.Entities;

/// <summary>What the newest version of a name depends on, so that a package's page can tell who uses it.</summary>
public sealed class PackageDependency
{
    public long PackageNameId { get; set; }
    public DependencyKind Kind { get; set; }
    /// <summary>The name of what is needed, which is of the same type.</summary>
    public required string Name { get; set; }
    /// <summary>Which versions of it will do, in the words of the format.</summary>
    public required string Requirement { get; set; }
    /// <summary>Where it is to be had, if the package says so: the address of a repository.</summary>
    public string? Source { get; set; }
}
