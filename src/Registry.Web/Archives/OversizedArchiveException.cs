namespace Registry.Web.Archives;

/// <summary>The archive holds more than the reader was to read.</summary>
internal sealed class OversizedArchiveException : UnusableArchiveException
{
    public OversizedArchiveException()
    {
    }

    public OversizedArchiveException(string reason)
        : base(Words(reason))
    {
    }

    public OversizedArchiveException(string reason, Exception? cause)
        : base(Words(reason), cause)
    {
    }
}
