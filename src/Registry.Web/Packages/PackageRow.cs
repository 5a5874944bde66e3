using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>A name, or one version, in a page's list.</summary>
/// <param name="PackageId">The version; of a name, the newest of those that were asked for.</param>
/// <param name="Format">As people write it.</param>
/// <param name="Versions">How many versions of the name were found; 1 for a version.</param>
/// <param name="Labels">Channels or tags.</param>
/// <param name="Size">In bytes, of all versions that were found.</param>
/// <param name="Downloads">A number for each of thirty days, the last of them today.</param>
public sealed record PackageRow(
    long PackageId,
    long NameId,
    string ProjectPath,
    string Format,
    string Name,
    string Version,
    int Versions,
    PackageStatus Status,
    string? StatusMessage,
    IReadOnlyList<string> Labels,
    bool IsDeprecated,
    bool IsProtected,
    DateTimeOffset PublishedAt,
    string Publisher,
    RowPipeline? Pipeline,
    long Size,
    IReadOnlyList<long> Downloads);

/// <summary>The last pipeline that published a version.</summary>
public sealed record RowPipeline(long Id, long Iid, string Ref);

/// <summary>A part of a list, and how long the whole is.</summary>
public sealed record PackageRowPage(IReadOnlyList<PackageRow> Rows, int Total);

/// <summary>Where a version can be had: a channel, or a tag.</summary>
internal sealed record PackageLabel(long PackageNameId, long PackageId, string Text);
