namespace Registry.Data.Entities;

/// <summary>What a package needs another one for.</summary>
public enum DependencyKind
{
    Runtime,
    Development,
    Peer,
    Optional,
}
