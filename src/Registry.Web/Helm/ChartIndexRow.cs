namespace Registry.Web.Helm;

/// <summary>One file in an index. A name and version come once.</summary>
/// <param name="Name">The chart's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Entry">What <see cref="ChartIndexEntry.Render"/> made.</param>
/// <param name="Folder">
/// Null in a channel's index. In one of several projects what stands between <c>charts/</c> and the file's name, such as a
/// project's id.
/// </param>
internal sealed record ChartIndexRow(string Name, ChartVersion Version, ReadOnlyMemory<byte> Entry, string? Folder = null);
