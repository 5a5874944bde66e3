namespace Registry.Data.Entities;

/// <summary>The format of a package. The numbers are GitLab's, since lists sort by them.</summary>
public enum PackageType
{
    Npm = 2,
    Helm = 11,
}
