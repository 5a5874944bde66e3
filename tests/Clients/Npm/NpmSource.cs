using System.Text;

namespace Registry.Clients.Npm;

/// <summary>A registry as a client is told of it, and what it shall authenticate with.</summary>
/// <param name="Address">The registry, with a slash at the end.</param>
/// <param name="Credentials">None for an anonymous client.</param>
/// <param name="Form">How the credentials are written down.</param>
public sealed record NpmSource(Uri Address, Credentials? Credentials, CredentialForm Form = CredentialForm.AuthToken)
{
    /// <summary>The only scope that the registry is for, without the @; null where it is for every name.</summary>
    public string? Scope { get; init; }

    /// <summary>The registry of all other names, where there is a scope.</summary>
    public Uri? Default { get; init; }

    /// <summary>The file of the authority that vouches for the registry's certificate, where the system does not know it.</summary>
    public string? Authority { get; init; }

    /// <summary>How an npmrc names the place that a setting holds for.</summary>
    public string Place => $"//{Address.Authority}{Address.AbsolutePath}";

    /// <summary>The lines of an npmrc, as npm, Yarn 1, pnpm and Bun read it.</summary>
    public IEnumerable<string> Npmrc =>
    [
        .. Scope is null ? (string[])[$"registry={Address}"] : [$"registry={Default}", $"@{Scope}:registry={Address}"],
        .. NpmrcCredentials,
        .. Authority is null ? [] : (string[])[$"cafile={Authority}"],
    ];

    /// <summary>The lines of a .yarnrc.yml, as Yarn from 2 on reads it.</summary>
    /// <param name="more">Settings that a scope has anew, not taking them from the default.</param>
    public IEnumerable<string> Yarnrc(params string[] more)
    {
        string[] lines = [$"npmRegistryServer: \"{Address}\"", .. YarnrcCredentials, .. more];
        return Scope is null
            ? lines
            : [$"npmRegistryServer: \"{Default}\"", .. more, "npmScopes:", $"  {Scope}:", .. lines.Select(line => $"    {line}")];
    }

    private IEnumerable<string> YarnrcCredentials => (Credentials, Form) switch
    {
        (null, _) => [],
        ({ } sent, CredentialForm.AuthToken) => ["npmAlwaysAuth: true", $"npmAuthToken: \"{sent.Password}\""],
        ({ } sent, CredentialForm.Auth) => ["npmAlwaysAuth: true", $"npmAuthIdent: \"{Base64($"{sent.UserName}:{sent.Password}")}\""],
        ({ } sent, _) => ["npmAlwaysAuth: true", $"npmAuthIdent: \"{sent.UserName}:{sent.Password}\""],
    };

    private IEnumerable<string> NpmrcCredentials => (Credentials, Form) switch
    {
        (null, _) => [],
        ({ } sent, CredentialForm.AuthToken) => [$"{Place}:_authToken={sent.Password}"],
        ({ } sent, CredentialForm.Auth) => [$"{Place}:_auth={Base64($"{sent.UserName}:{sent.Password}")}"],
        ({ } sent, _) => [$"{Place}:username={sent.UserName}", $"{Place}:_password={Base64(sent.Password)}"],
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
