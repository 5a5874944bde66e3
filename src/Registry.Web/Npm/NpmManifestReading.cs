namespace Registry.Web.Npm;

/// <summary>What came of reading the manifest that a client published with a tarball.</summary>
internal abstract record NpmManifestReading
{
    private NpmManifestReading()
    {
    }

    public sealed record Manifest(NpmManifest Value) : NpmManifestReading;

    /// <summary>The manifest is none to serve, or not the tarball's; the reason is for the person who sent it.</summary>
    public sealed record Unusable(string Reason) : NpmManifestReading;
}
