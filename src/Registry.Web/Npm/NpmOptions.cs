namespace Registry.Web.Npm;

/// <summary>The settings of section <c>Registry:Npm</c>. Sizes in bytes.</summary>
internal sealed class NpmOptions
{
    public const string Section = "Registry:Npm";

    /// <summary>The largest tarball that is taken; 500 MB as in GitLab.</summary>
    public long MaxTarballSize { get; set; } = 500L * 1024 * 1024;

    /// <summary>The most that a tarball may unpack to.</summary>
    public long MaxUnpackedSize { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many bytes of uploads are received at once, in all; further ones wait.</summary>
    public long MaxBytesInFlight { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Whether requests for packages that are not here go on to <see cref="Upstream"/>, unless a project says otherwise.</summary>
    public bool ForwardsRequests { get; set; }

    /// <summary>The registry that requests are forwarded to.</summary>
    public string Upstream { get; set; } = "https://registry.npmjs.org";

    public IEnumerable<string> Faults()
    {
        if (MaxTarballSize <= 0)
        {
            yield return $"Registry:Npm:MaxTarballSize is {MaxTarballSize}: give a number of bytes, such as 524288000.";
        }

        if (MaxUnpackedSize < MaxTarballSize)
        {
            yield return $"Registry:Npm:MaxUnpackedSize is {MaxUnpackedSize}: it cannot be less than Registry:Npm:MaxTarballSize ({MaxTarballSize}).";
        }

        if (MaxBytesInFlight < MaxTarballSize)
        {
            yield return $"Registry:Npm:MaxBytesInFlight is {MaxBytesInFlight}: it cannot be less than Registry:Npm:MaxTarballSize ({MaxTarballSize}).";
        }

        if (!Uri.TryCreate(Upstream, UriKind.Absolute, out var upstream) || upstream.Scheme is not ("http" or "https") || upstream.Query.Length > 0 || upstream.UserInfo.Length > 0)
        {
            yield return $"Registry:Npm:Upstream '{Upstream}' is no registry address: give one such as https://registry.npmjs.org.";
        }
    }
}
