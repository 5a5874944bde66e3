namespace Registry.Clients;

public enum CredentialKind
{
    Personal,
    Deploy,
    Job,
}
