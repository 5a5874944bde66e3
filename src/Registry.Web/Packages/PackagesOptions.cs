namespace Registry.Web.Packages;

/// <summary>The settings of section <c>Registry:Packages</c>.</summary>
internal sealed class PackagesOptions
{
    public const string Section = "Registry:Packages";

    /// <summary>How long deleted packages can be restored.</summary>
    public int TrashDays { get; set; } = 7;

    public IEnumerable<string> Faults()
    {
        if (TrashDays is < 0 or > 3650)
        {
            yield return $"Registry:Packages:TrashDays is {TrashDays}: give 0 to 3650.";
        }
    }
}
