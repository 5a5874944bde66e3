namespace Registry.Clients.Npm;

/// <summary>The ways to write credentials into an npmrc.</summary>
public enum CredentialForm
{
    /// <summary>A token, sent as Bearer.</summary>
    AuthToken,

    /// <summary>User and password in one, sent as Basic.</summary>
    Auth,

    /// <summary>User and password apart, sent as Basic.</summary>
    UserAndPassword,
}
