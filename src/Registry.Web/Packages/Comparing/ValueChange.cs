using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages.Comparing;

/// <summary>A value whose default is not the same in two versions.</summary>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
internal sealed record ValueChange(string Path, string? Before, string? After)
{
    /// <summary>In a word.</summary>
    public string Kind => Before is null ? "added" : After is null ? "removed" : "changed";

    /// <summary>In the order of the later version, what is gone at the end.</summary>
    public static IReadOnlyList<ValueChange> Between(ValueList left, ValueList right)
    {
        var before = left.Entries.DistinctBy(entry => entry.Path).ToDictionary(entry => entry.Path, entry => entry.Default, StringComparer.Ordinal);
        var changes = new List<ValueChange>();
        foreach (var entry in right.Entries.DistinctBy(entry => entry.Path))
        {
            var was = before.Remove(entry.Path, out var value) ? value : null;
            if (was != entry.Default)
            {
                changes.Add(new ValueChange(entry.Path, was, entry.Default));
            }
        }

        return [.. changes, .. left.Entries.DistinctBy(entry => entry.Path).Where(entry => before.ContainsKey(entry.Path)).Select(entry => new ValueChange(entry.Path, entry.Default, null))];
    }
}
