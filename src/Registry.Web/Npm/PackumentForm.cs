namespace Registry.Web.Npm;

/// <summary>The two forms of a package's document.</summary>
internal enum PackumentForm
{
    /// <summary>Everything that was published.</summary>
    Full,

    /// <summary>What installing needs.</summary>
    Abbreviated,
}
