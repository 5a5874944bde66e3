using System.Diagnostics.CodeAnalysis;

namespace Registry.Web.Helm;

/// <summary>A chart's name, safe as a path segment and as part of a file name.</summary>
internal sealed record ChartName
{
    private ChartName(string name) => Name = name;

    public string Name { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ChartName? chartName)
    {
        chartName = text is not null && NameGrammar.Accepts(text) ? new ChartName(text) : null;
        return chartName is not null;
    }

    public override string ToString() => Name;
}
