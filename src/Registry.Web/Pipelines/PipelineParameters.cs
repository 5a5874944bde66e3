using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>The parameters that the addresses of pipelines and jobs have in common.</summary>
internal static class PipelineParameters
{
    public const string UsualSource = "api";
    public const int MaxWebUrlLength = 2048;

    private const string Invalid = "is invalid";

    /// <summary>What starts pipelines, in GitLab's words.</summary>
    public static readonly IReadOnlyList<string> Sources =
    [
        "push", "web", "trigger", "schedule", UsualSource, "external", "pipeline", "chat", "webide", "merge_request_event", "external_pull_request_event",
        "parent_pipeline", "ondemand_dast_scan", "ondemand_dast_validation", "security_orchestration_policy", "container_registry_push",
    ];

    public static readonly ApiParameter<long?> PipelineId = ApiParameters.Integer("pipeline_id", "The id of the pipeline.").Required();
    public static readonly ApiParameter<string?> Ref = ApiParameters.Text("ref", "The branch or tag that was built.");
    public static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "What the pipeline is called.");
    public static readonly ApiParameter<BuildStatus?> Status = ApiParameters.OneOf<BuildStatus>("status", "How far it is.", null, [.. BuildStatusNames.All]);

    public static readonly ApiParameter<string?> Source = new(
        "source", "What started it.", new ParameterSchema("string", Values: Sources, Default: UsualSource), given =>
            given.Text.Length == 0 ? new(null)
            : Sources.Contains(given.Text) ? new(given.Text)
            : new(null, "does not have a valid value"));

    /// <summary>Read in lower case.</summary>
    public static readonly ApiParameter<string?> Sha = new(
        "sha", "The commit that was built: 40 to 64 hexadecimal digits.", new ParameterSchema("string"), given =>
            given.Text.Length == 0 ? new(null)
            : IsSha(given.Text) ? new(given.Text.ToLowerInvariant())
            : new(null, Invalid));

    public static readonly ApiParameter<string?> WebUrl = new(
        "web_url", "Where it can be seen in the system that runs it: an http or https address.", new ParameterSchema("string", "uri"), given =>
            given.Text.Length == 0 ? new(null)
            : IsWebUrl(given.Text) ? new(given.Text)
            : new(null, Invalid));

    public static bool IsSha(string text) => text.Length is >= 40 and <= 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>Pages make a link of it: no other scheme may get there.</summary>
    public static bool IsWebUrl(string text) =>
        text.Length <= MaxWebUrlLength && !text.Any(char.IsControl)
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;
}
