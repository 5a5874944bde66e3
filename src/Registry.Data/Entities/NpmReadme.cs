namespace Registry.Data.Entities;

/// <summary>The README of an npm version. It can be large, and lists do without it.</summary>
public sealed class NpmReadme
{
    public long PackageId { get; set; }
    public string? FileName { get; set; }
    public required string Text { get; set; }
}
