namespace Registry.Data.Entities;

/// <summary>The one row that tells whether anything moved (see <see cref="Stamps"/>).</summary>
public sealed class StampsRow
{
    public const int TheId = 1;

    public int Id { get; set; } = TheId;
    public long Access { get; set; }
    public long Content { get; set; }
}
