namespace Registry.Data.Entities;

/// <summary>A row on which somebody's rights rest: changing one moves <see cref="Stamps.Access"/>.</summary>
public interface IAccessRow;
