namespace Registry.Data.Entities;

/// <summary>
/// A name that a project holds, whatever its versions. The row outlives them: a name that was ever held here is never
/// asked for elsewhere, and what is generated from it counts on its generation.
/// </summary>
public sealed class PackageName : IContentRow
{
    public long Id { get; set; }
    public long ProjectId { get; set; }
    public PackageType Type { get; set; }
    public required string Name { get; set; }

    /// <summary>The scope of an npm name in lower case, without its <c>@</c>; null where there is none.</summary>
    public string? Scope { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Moves whenever what is generated from all versions of the name changes, for formats that generate such a thing.</summary>
    public long Generation { get; set; }

    /// <summary>When <see cref="Generation"/> moved last.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
