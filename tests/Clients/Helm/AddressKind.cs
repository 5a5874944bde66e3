namespace Registry.Clients.Helm;

/// <summary>The ways to name a project or a group in an address.</summary>
public enum AddressKind
{
    Id,
    EncodedPath,
    NestedPath,
}
