namespace Registry.Web.Components.Shared;

/// <summary>How texts are compared and shown.</summary>
/// <param name="IgnoresSpace">Lines that differ in whitespace alone count as the same.</param>
/// <param name="IsSplit">Side by side where there is room, not beneath each other.</param>
public sealed record DiffLook(bool IgnoresSpace = false, bool IsSplit = false)
{
    /// <summary>What it adds to an address.</summary>
    public string Query => (IgnoresSpace ? "&w=1" : "") + (IsSplit ? "&split=1" : "");
}
