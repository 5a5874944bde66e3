namespace Registry.Web.Npm;

/// <summary>What came of reading a tarball.</summary>
internal abstract record TarballReading
{
    private TarballReading()
    {
    }

    public sealed record Package(Tarball Tarball) : TarballReading;

    /// <summary>The file is no package to serve; the reason is for the person who sent it.</summary>
    public sealed record Unusable(string Reason) : TarballReading;
}
