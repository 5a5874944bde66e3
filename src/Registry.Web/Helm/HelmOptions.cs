namespace Registry.Web.Helm;

/// <summary>The settings of section <c>Registry:Helm</c>. Sizes in bytes.</summary>
internal sealed class HelmOptions
{
    public const string Section = "Registry:Helm";

    /// <summary>The largest chart archive that is taken; 5 MiB as in GitLab.</summary>
    public long MaxChartSize { get; set; } = 5 * 1024 * 1024;

    /// <summary>The most that an archive may unpack to.</summary>
    public long MaxUnpackedSize { get; set; } = 100 * 1024 * 1024;

    public IEnumerable<string> Faults()
    {
        if (MaxChartSize <= 0)
        {
            yield return $"Registry:Helm:MaxChartSize is {MaxChartSize}: give a number of bytes, such as 5242880.";
        }

        if (MaxUnpackedSize < MaxChartSize)
        {
            yield return $"Registry:Helm:MaxUnpackedSize is {MaxUnpackedSize}: it cannot be less than Registry:Helm:MaxChartSize ({MaxChartSize}).";
        }
    }
}
