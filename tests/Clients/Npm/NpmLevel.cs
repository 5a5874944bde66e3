namespace Registry.Clients.Npm;

/// <summary>What a registry address stands for.</summary>
public enum NpmLevel
{
    Project,
    Group,
    Instance,
}
