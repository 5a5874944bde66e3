namespace Registry.Web.Packages.Contents;

/// <summary>The values of a version as a tree.</summary>
/// <param name="Roots">In the order of their file.</param>
/// <param name="Problem">Why there are none, or not all, in a sentence.</param>
internal sealed record ValueOutline(IReadOnlyList<ValueNode> Roots, string? Problem = null)
{
    private readonly Dictionary<string, ValueNode> _byPath = Below(Roots).ToDictionary(node => node.Path, StringComparer.Ordinal);

    public static ValueOutline None { get; } = new([]);

    /// <summary>How many can be set.</summary>
    public int Count { get; } = Below(Roots).Count(node => node.Kind is not ValueKind.Group);

    public ValueNode? Find(string? path) => path is null ? null : _byPath.GetValueOrDefault(path);

    /// <summary>All of them, each before those in it.</summary>
    public static IEnumerable<ValueNode> Below(IEnumerable<ValueNode> nodes) => nodes.SelectMany(node => Below(node.Children).Prepend(node));
}
