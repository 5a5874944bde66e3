using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>A format's part where people point labels to versions by hand. Formats whose labels come with the upload have none.</summary>
internal interface IPackageLabels
{
    PackageType Type { get; }

    /// <summary>What they are called: Dist-tags.</summary>
    string Title { get; }

    /// <summary>What a label is for, in a sentence.</summary>
    string Hint(string packageName);

    /// <summary>The most letters that one can have.</summary>
    int MaxLength { get; }

    /// <summary>Whether it can be taken away; the one that always has to be there is only moved.</summary>
    bool IsRemovable(string label);

    /// <summary>Those of a name, the usual one first.</summary>
    Task<IReadOnlyList<PointedLabel>> ListAsync(long packageNameId, CancellationToken cancellationToken);

    /// <summary>Points the label to the version, wherever it pointed before.</summary>
    Task<LabelResult> SetAsync(Package package, string label, AuditSource by, PackageGuard guard, CancellationToken cancellationToken);

    /// <summary>Takes the label from the name that the version is of, whichever version it points to.</summary>
    Task<LabelResult> RemoveAsync(Package package, string label, AuditSource by, PackageGuard guard, CancellationToken cancellationToken);
}

/// <summary>A label, and the version that it points to.</summary>
internal sealed record PointedLabel(string Label, long PackageId, string Version, DateTimeOffset SetAt);

/// <summary>What came of changing a label.</summary>
internal abstract record LabelResult
{
    private LabelResult()
    {
    }

    public sealed record Done : LabelResult;

    /// <summary>Nothing was written; the reason is for the person who asked.</summary>
    public sealed record Refused(string Reason) : LabelResult;
}
