using System.Text.Json.Serialization;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineResponse))]
[JsonSerializable(typeof(IReadOnlyList<PipelineResponse>))]
[JsonSerializable(typeof(JobResponse))]
[JsonSerializable(typeof(IReadOnlyList<JobResponse>))]
[JsonSerializable(typeof(TrustedPublisherResponse))]
[JsonSerializable(typeof(IReadOnlyList<TrustedPublisherResponse>))]
[JsonSerializable(typeof(ExchangedTokenResponse))]
internal sealed partial class PipelineJson : JsonSerializerContext
{
    /// <summary>Refs hold slashes and plus signs: they stay as they are.</summary>
    public static PipelineJson Readable { get; } = new(ApiJson.SnakeCase());
}
