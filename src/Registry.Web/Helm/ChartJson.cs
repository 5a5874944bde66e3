using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Registry.Web.Helm;

/// <summary>How a manifest is stored: Helm's names of the fields in Chart.yaml; absent text and false are left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ChartManifest))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ChartJson : JsonSerializerContext;
