using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages.Comparing;

/// <summary>A file that is not the same in two versions.</summary>
/// <param name="Left">Null for one that was added.</param>
/// <param name="Right">Null for one that was removed.</param>
internal sealed record FileChange(string Path, ContentFile? Left, ContentFile? Right)
{
    /// <summary>In a word.</summary>
    public string Kind => Left is null ? "added" : Right is null ? "removed" : "changed";

    /// <summary>Whether both sides, as far as there are two, can be shown.</summary>
    public bool IsText => (Left ?? Right)!.Data is not null && (Right ?? Left)!.Data is not null;

    /// <summary>Why there is nothing to show of it.</summary>
    public string Unshown => (Right is { Data: null } ? Right : Left)!.Unshown;

    /// <summary>Those of a folder, or all, by their paths. What one side alone has, and the other may have where it was not read, is left out.</summary>
    public static IReadOnlyList<FileChange> Between(PackageContents left, PackageContents right, string under)
    {
        var (before, after) = (left.Under(under).ToDictionary(file => file.Path, StringComparer.Ordinal), right.Under(under).ToDictionary(file => file.Path, StringComparer.Ordinal));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(path => new FileChange(path, before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
                .Where(change => change.Left?.Sha256 != change.Right?.Sha256 && !(change.Left is null && left.IsCut) && !(change.Right is null && right.IsCut)),
        ];
    }
}
