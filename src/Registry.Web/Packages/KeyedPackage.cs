namespace Registry.Web.Packages;

/// <summary>A version, and what its numbers are added up for: the version itself, or its name.</summary>
internal sealed class KeyedPackage
{
    public long Id { get; init; }

    public long Key { get; init; }
}
