namespace Registry.Web.Npm;

/// <summary>Ends the reading of a publish document from wherever the fault is seen.</summary>
internal sealed class UnusablePublishException : Exception
{
    private UnusablePublishException(PublishDocumentReading reading, string reason)
        : base(reason) => Reading = reading;

    public PublishDocumentReading Reading { get; }

    public static UnusablePublishException Malformed(string reason) => new(new PublishDocumentReading.Malformed(reason), reason);

    public static UnusablePublishException TooLarge(string what, long limit, string unit = "bytes")
    {
        var reading = new PublishDocumentReading.TooLarge(what, limit, unit);
        return new UnusablePublishException(reading, reading.Reason);
    }
}
