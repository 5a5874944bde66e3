namespace Registry.Data.Entities;

/// <summary>A pipeline that published to a package.</summary>
public sealed class PackagePipeline
{
    public long PackageId { get; set; }
    public long PipelineId { get; set; }
}
