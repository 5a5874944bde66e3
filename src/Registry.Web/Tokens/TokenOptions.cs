namespace Registry.Web.Tokens;

/// <summary>The settings of section <c>Registry:Tokens</c>.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Registry:Tokens";

    public string PersonalPrefix { get; set; } = "regpat_";

    public string DeployPrefix { get; set; } = "regdt_";

    public string JobPrefix { get; set; } = "regjt_";

    /// <summary>How long a personal token lives unless it says otherwise; 0 for as long as <see cref="MaxLifetimeDays"/> lets it.</summary>
    public int DefaultLifetimeDays { get; set; } = 365;

    /// <summary>How long a personal token can live at the most; 0 for ever. A year as in GitLab.</summary>
    public int MaxLifetimeDays { get; set; } = 365;

    /// <summary>How long a job's token works if nobody reports the job's end.</summary>
    public int JobLeaseMinutes { get; set; } = 60;

    public IEnumerable<string> Faults()
    {
        foreach (var (key, prefix) in new[] { (nameof(PersonalPrefix), PersonalPrefix), (nameof(DeployPrefix), DeployPrefix), (nameof(JobPrefix), JobPrefix) })
        {
            if (prefix.Length is 0 or > 20 || prefix[^1] is not ('_' or '-') || !prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            {
                yield return $"Registry:Tokens:{key} '{prefix}' must be at most 20 letters, digits, '_' or '-', and end with '_' or '-': logs know a token by it.";
            }
        }

        if (DefaultLifetimeDays is < 0 or > 36500)
        {
            yield return $"Registry:Tokens:DefaultLifetimeDays is {DefaultLifetimeDays}: give 0 for tokens that never expire, or 1 to 36500.";
        }

        if (MaxLifetimeDays is < 0 or > 36500)
        {
            yield return $"Registry:Tokens:MaxLifetimeDays is {MaxLifetimeDays}: give 0 for no limit, or 1 to 36500.";
        }

        if (JobLeaseMinutes is < 1 or > 60 * 24 * 30)
        {
            yield return $"Registry:Tokens:JobLeaseMinutes is {JobLeaseMinutes}: give 1 to 43200.";
        }
    }
}
