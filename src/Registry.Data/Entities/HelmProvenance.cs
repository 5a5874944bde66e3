namespace Registry.Data.Entities;

/// <summary>Says that one package file is the provenance of another: the signed statement about a chart's bytes.</summary>
public sealed class HelmProvenance : IContentRow
{
    /// <summary>The <c>.prov</c> file.</summary>
    public long PackageFileId { get; set; }

    public long ChartFileId { get; set; }
}
