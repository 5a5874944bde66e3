namespace Registry.Web.Components.Shared;

/// <summary>One way to do it with one tool.</summary>
/// <param name="Label">The tool, as in "Helm repo".</param>
/// <param name="Steps">In the order to run them.</param>
public sealed record Snippet(string Label, IReadOnlyList<SnippetStep> Steps)
{
    public Snippet(string label, string command)
        : this(label, [new SnippetStep(command)])
    {
    }
}

/// <summary>A command, or the lines of a file, to copy.</summary>
/// <param name="Command">One line or several.</param>
/// <param name="Text">What it is for.</param>
public sealed record SnippetStep(string Command, string? Text = null);
