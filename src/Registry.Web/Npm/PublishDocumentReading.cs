namespace Registry.Web.Npm;

/// <summary>What came of reading a publish document.</summary>
internal abstract record PublishDocumentReading
{
    private PublishDocumentReading()
    {
    }

    /// <summary>Whoever gets the document disposes of it.</summary>
    public sealed record Received(PublishDocument Document) : PublishDocumentReading;

    /// <summary>The reason is for the person who sent it.</summary>
    public sealed record Malformed(string Reason) : PublishDocumentReading;

    /// <summary>Nothing past the limit was read.</summary>
    /// <param name="What">Begins a sentence: <c>File</c> for the tarball.</param>
    /// <param name="Limit">The most there may be.</param>
    /// <param name="Unit">What the limit counts.</param>
    public sealed record TooLarge(string What, long Limit, string Unit = "bytes") : PublishDocumentReading
    {
        public string Reason => $"{What} is too large. The limit is {Limit} {Unit}.";
    }
}
