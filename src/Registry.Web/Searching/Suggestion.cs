using System.Text.Json.Serialization;

namespace Registry.Web.Searching;

/// <summary>Something to go to while somebody types.</summary>
/// <param name="Kind">What it is, as people read it: Helm, npm, Project, Group.</param>
/// <param name="Href">Relative to the base address.</param>
internal sealed record Suggestion(string Kind, string Text, string Detail, string Href);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Suggestion>))]
internal sealed partial class SearchJson : JsonSerializerContext;
