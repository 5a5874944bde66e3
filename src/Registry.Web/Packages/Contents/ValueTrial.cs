namespace Registry.Web.Packages.Contents;

/// <summary>What comes of values that somebody changed.</summary>
/// <param name="Changed">The paths whose value is another one than the default, in the order of their file.</param>
/// <param name="Faults">What is wrong with a value, by its path, in sentences. It is left out of everything below.</param>
/// <param name="File">The file with what was changed and nothing else; empty where that is nothing.</param>
/// <param name="Commands">How to install the version with it, the likeliest first.</param>
public sealed record ValueTrial(
    IReadOnlyList<string> Changed, IReadOnlyDictionary<string, string> Faults, string File, IReadOnlyList<CommandSnippet> Commands)
{
    public static ValueTrial Nothing { get; } = new([], new Dictionary<string, string>(), "", []);
}
