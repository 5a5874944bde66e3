namespace Registry.Web.Packages;

/// <summary>A credential that was just made and the place to use it in, for commands that work as they stand.</summary>
/// <param name="PublicUrl">Scheme, host and path base, without a slash at the end.</param>
/// <param name="UserName">The user name to give with it.</param>
/// <param name="Secret">The token itself.</param>
public sealed record CredentialAddress(string PublicUrl, CredentialPlace Place, string UserName, string Secret)
{
    public override string ToString() => $"a credential of {UserName}"; // a record would print the secret
}

/// <summary>What a credential is used in.</summary>
public abstract record CredentialPlace(string Name)
{
    public sealed record OfProject(long Id, string FullPath) : CredentialPlace(FullPath);

    public sealed record OfGroup(long Id, string FullPath) : CredentialPlace(FullPath);

    /// <summary>Nothing in particular: <paramref name="Namespace"/> stands in commands for what its owner works in.</summary>
    public sealed record Anywhere(string Namespace) : CredentialPlace(Namespace);
}

/// <summary>How one format's client takes a credential.</summary>
/// <param name="Client">What to write by hand: a file, or a command.</param>
/// <param name="BuildScript">The commands of a build, with the credential in the variables <c>REGISTRY_USER</c> and <c>REGISTRY_TOKEN</c>.</param>
internal sealed record CredentialCommands(InstallChoice Client, IReadOnlyList<string> BuildScript);
