using Registry.Web.Hosting;

namespace Registry.Web.Pipelines;

/// <summary>The settings of section <c>Registry:Oidc</c>: systems whose word about a build is taken.</summary>
internal sealed class OidcOptions
{
    public const string Section = "Registry:Oidc";

    public OidcIssuer[] Issuers { get; set; } = [];

    /// <summary>The issuer with that name, letter for letter.</summary>
    public OidcIssuer? Find(string? issuer) => Array.Find(Issuers, one => one.Issuer == issuer);

    public IEnumerable<string> Faults(RegistryOptions registry)
    {
        foreach (var (index, issuer) in Issuers.Index())
        {
            foreach (var fault in issuer.Faults())
            {
                yield return $"{Section}:Issuers:{index}:{fault}";
            }

            if (Array.FindIndex(Issuers, one => one.Issuer == issuer.Issuer) < index)
            {
                yield return $"{Section}:Issuers:{index}:Issuer '{issuer.Issuer}' is there twice.";
            }

            if (issuer.Audience is null && registry.PublicUrl is null)
            {
                yield return $"{Section}:Issuers:{index}:Audience is not given, and Registry:PublicUrl neither: its host is what ID tokens must be for. What the request says is no proof.";
            }
        }
    }
}
