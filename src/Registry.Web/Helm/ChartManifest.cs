using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Registry.Web.Helm;

/// <summary>
/// What a Chart.yaml says, in the fields Helm knows, with the dependencies of a requirements.yaml merged in.
/// Absent and empty are the same: null, or an empty list. The JSON reader hands null to <c>init</c> for what is absent.
/// </summary>
internal sealed record ChartManifest
{
    /// <summary>Always a <see cref="ChartName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Always a <see cref="ChartVersion"/>, as it was written.</summary>
    public required string Version { get; init; }

    public string ApiVersion { get; init => field = value ?? "v1"; } = "v1";

    public string? AppVersion { get; init; }

    public string? Description { get; init; }

    /// <summary><c>application</c>, <c>library</c> or null, which means application.</summary>
    public string? Type { get; init; }

    public string? KubeVersion { get; init; }

    public string? Home { get; init; }

    public string? Icon { get; init; }

    public bool Deprecated { get; init; }

    public string? Condition { get; init; }

    public string? Tags { get; init; }

    public IReadOnlyList<string> Keywords { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ChartMaintainer> Maintainers { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ChartDependency> Dependencies { get; init => field = value ?? []; } = [];

    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
}

internal sealed record ChartMaintainer(string Name, string? Email = null, string? Url = null);

internal sealed record ChartDependency
{
    public required string Name { get; init; }

    public string? Version { get; init; }

    public string? Repository { get; init; }

    public string? Condition { get; init; }

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    public bool Enabled { get; init; }

    /// <summary>Any YAML values, as JSON.</summary>
    [JsonPropertyName("import-values")]
    public IReadOnlyList<JsonElement> ImportValues { get; init => field = value ?? []; } = [];

    public string? Alias { get; init; }
}
