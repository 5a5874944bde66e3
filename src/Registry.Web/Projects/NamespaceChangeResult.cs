namespace Registry.Web.Projects;

/// <summary>What came of making, changing or deleting a project or group.</summary>
internal abstract record NamespaceChangeResult
{
    private NamespaceChangeResult()
    {
    }

    public sealed record Done(long Id) : NamespaceChangeResult;

    /// <summary>It, or what it was to lie in, is not there for this caller.</summary>
    public sealed record NotFound : NamespaceChangeResult;

    public sealed record Forbidden : NamespaceChangeResult;

    /// <summary>It has changed since the caller looked.</summary>
    public sealed record Modified : NamespaceChangeResult;

    /// <param name="Field">What is wrong, in the API's words.</param>
    /// <param name="Fault">Why, as GitLab continues the field's name: <c>has already been taken</c>.</param>
    public sealed record Invalid(string Field, string Fault) : NamespaceChangeResult;

    public static Invalid PathTaken { get; } = new("path", "has already been taken");
}
