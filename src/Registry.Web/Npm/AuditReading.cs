namespace Registry.Web.Npm;

/// <summary>What came of reading a request for an audit.</summary>
internal abstract record AuditReading
{
    private AuditReading()
    {
    }

    /// <summary>The packages that the request names; what can be no package's name is left out.</summary>
    public sealed record Named(IReadOnlySet<string> Names) : AuditReading;

    /// <summary>The reason is for the person who sent it.</summary>
    public sealed record Malformed(string Reason) : AuditReading;

    /// <summary>Nothing past the limit was read.</summary>
    public sealed record TooLarge(string Reason) : AuditReading;
}
