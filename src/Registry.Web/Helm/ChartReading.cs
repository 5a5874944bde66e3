namespace Registry.Web.Helm;

/// <summary>What came of reading an archive.</summary>
internal abstract record ChartReading
{
    private ChartReading()
    {
    }

    public sealed record Chart(ChartManifest Manifest) : ChartReading;

    /// <summary>The archive is no chart to serve; the reason is for the person who sent it.</summary>
    public sealed record Unusable(string Reason) : ChartReading;
}
