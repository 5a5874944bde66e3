namespace Registry.Web.Archives;

/// <summary>Carries the reason out of the depth of a parser; whoever reads an archive turns it into an outcome.</summary>
internal class UnusableArchiveException : Exception
{
    public UnusableArchiveException()
    {
    }

    public UnusableArchiveException(string reason)
        : base(reason)
    {
    }

    public UnusableArchiveException(string reason, Exception? cause)
        : base(reason, cause)
    {
    }

    /// <summary>What is wrong with the file as a whole, in GitLab's words for it.</summary>
    public static UnusableArchiveException Because(string reason, Exception? cause = null) => new(Words(reason), cause);

    protected static string Words(string reason) => $"invalid package file: {reason}";
}
