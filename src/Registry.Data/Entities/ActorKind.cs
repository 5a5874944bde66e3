namespace Registry.Data.Entities;

public enum ActorKind
{
    User = 1,
    DeployToken = 2,
    Job = 3,
    CommandLine = 4,
}
