using System.Text.Json.Serialization;

namespace Registry.Web.Components.Layout;

/// <summary>The shortcuts as keys.js reads them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Shortcut>))]
internal sealed partial class ShortcutJson : JsonSerializerContext;
