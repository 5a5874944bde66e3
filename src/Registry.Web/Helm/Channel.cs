using System.Diagnostics.CodeAnalysis;

namespace Registry.Web.Helm;

/// <summary>A channel's name: one Helm repository of a project, such as <c>stable</c>.</summary>
internal sealed record Channel
{
    /// <summary>The channel that is taken where nobody says which.</summary>
    public const string Usual = "stable";

    private Channel(string name) => Name = name;

    public string Name { get; }

    /// <summary>Takes the decoded path segment. <c>index.yaml</c> is no channel: it is a repository address without one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Channel? channel)
    {
        channel = NameGrammar.Accepts(text) && text is not (null or "index.yaml") ? new Channel(text) : null;
        return channel is not null;
    }

    public override string ToString() => Name;
}
