namespace Registry.Web.Components.Shared;

/// <summary>A part of a <see cref="StackedBar"/>.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Bytes">How much.</param>
/// <param name="Kind">The class that colours it, as those of <see cref="KindBadge"/>; null for what has no colour.</param>
/// <param name="Count">How many things it consists of; null where they are not counted.</param>
public sealed record BarPart(string Label, long Bytes, string? Kind = null, long? Count = null);
