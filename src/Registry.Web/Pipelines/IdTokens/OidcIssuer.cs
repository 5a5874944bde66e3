namespace Registry.Web.Pipelines;

/// <summary>A system that runs builds and signs ID tokens about them.</summary>
internal sealed class OidcIssuer
{
    private static readonly string[] OfGitHub = ["repository", "repository_id", "workflow_ref"];
    private static readonly string[] OfGitLab = ["project_path", "project_id"];

    /// <summary>Its address, as the claim <c>iss</c> has it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom its ID tokens must be for; null for the host of the public address. <c>npm:</c> and that host is taken too.</summary>
    public string? Audience { get; set; }

    /// <summary>The claims of which a trusted publisher must name at least one; null for those of GitHub or GitLab.</summary>
    public string[]? StrongClaims { get; set; }

    /// <summary>
    /// The claims that only one repository can have. <c>job_workflow_ref</c> and <c>ci_config_ref_uri</c> are none: whoever calls a
    /// shared workflow has the same.
    /// </summary>
    public IReadOnlyList<string> RequiredClaims => StrongClaims ?? (IsGitHub ? OfGitHub : OfGitLab);

    /// <summary>Https, or this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var address) || !IsSafe(address) || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            yield return $"Issuer '{Issuer}' is no address of an issuer: give one such as https://gitlab.example.com, with https and without a query.";
        }

        if (Audience is { Length: 0 or > 255 })
        {
            yield return "Audience must have 1 to 255 characters; leave it out for the host of Registry:PublicUrl.";
        }

        if (StrongClaims is not null && (StrongClaims.Length == 0 || StrongClaims.Any(string.IsNullOrWhiteSpace)))
        {
            yield return "StrongClaims must name claims that only one repository can have, such as project_id; leave it out for GitHub's or GitLab's.";
        }
    }

    // GitHub's own, and GitHub Enterprise Server's.
    private bool IsGitHub => Uri.TryCreate(Issuer, UriKind.Absolute, out var address)
        && (address.Host == BuildClaims.GitHubIssuer || address.AbsolutePath.Contains("/_services/token", StringComparison.Ordinal));
}
