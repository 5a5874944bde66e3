using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>What the claims of GitHub Actions or GitLab CI say about the build.</summary>
internal sealed record BuildClaims(string Ref, string Sha, string Source, string? Name, string? WebUrl, string? TriggeredBy)
{
    public const string GitHubIssuer = "token.actions.githubusercontent.com";

    private const int LongestText = 255;

    /// <summary>Reads what is to be recorded; the refusal names the claim that is missing.</summary>
    public static (BuildClaims? Claims, Refusal? Refusal) Of(IdToken token)
    {
        var isGitHub = token.Claims.ContainsKey("run_id");
        if (Branch(token.Claims.GetValueOrDefault("ref")) is not { Length: > 0 and <= LongestText } reference || reference.Any(char.IsControl))
        {
            return (null, IdTokenRefusals.Claim("ref"));
        }

        if (token.Claims.GetValueOrDefault("sha") is not { } sha || !PipelineParameters.IsSha(sha))
        {
            return (null, IdTokenRefusals.Claim("sha"));
        }

        var source = isGitHub ? OfEvent(token.Claims.GetValueOrDefault("event_name")) : token.Claims.GetValueOrDefault("pipeline_source");
        return (new BuildClaims(
            reference,
            sha.ToLowerInvariant(),
            source is not null && PipelineParameters.Sources.Contains(source) ? source : "external",
            Short(token.Claims.GetValueOrDefault("workflow")),
            Address(token, isGitHub) is { } address && PipelineParameters.IsWebUrl(address) ? address : null,
            Short(token.Claims.GetValueOrDefault(isGitHub ? "actor" : "user_login"))), null);
    }

    // GitHub's refs are whole, GitLab's are names.
    private static string? Branch(string? reference) =>
        reference is null ? null
        : reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..]
        : reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? reference["refs/tags/".Length..]
        : reference;

    private static string? OfEvent(string? name) => name switch
    {
        "push" or "schedule" => name,
        "workflow_dispatch" => "web",
        "repository_dispatch" => "trigger",
        "workflow_run" or "workflow_call" => "pipeline",
        "pull_request" or "pull_request_target" => "external_pull_request_event",
        _ => null,
    };

    private static string? Address(IdToken token, bool isGitHub)
    {
        var issuer = new Uri(token.Issuer);
        var site = !isGitHub ? token.Issuer.TrimEnd('/') : issuer.Host == GitHubIssuer ? "https://github.com" : issuer.GetLeftPart(UriPartial.Authority);
        var (repository, run) = isGitHub ? ("repository", "run_id") : ("project_path", "pipeline_id");
        return token.Claims.GetValueOrDefault(repository) is { Length: > 0 } path && token.Claims.GetValueOrDefault(run) is { Length: > 0 } id
            ? $"{site}/{path}/{(isGitHub ? "actions/runs" : "-/pipelines")}/{id}"
            : null;
    }

    private static string? Short(string? text) => text?.Length > LongestText ? text[..LongestText] : text;
}
