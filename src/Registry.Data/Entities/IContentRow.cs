namespace Registry.Data.Entities;

/// <summary>A row that shows in what clients fetch: changing one moves <see cref="Stamps.Content"/>.</summary>
public interface IContentRow;
