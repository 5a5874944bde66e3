namespace Registry.Web.Npm;

/// <summary>Takes a long text of a document piece by piece, without its escapes.</summary>
internal interface ITextSink
{
    /// <exception cref="UnusablePublishException">The text is not what it should be, or too long.</exception>
    ValueTask AppendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken);

    /// <summary>The text is complete.</summary>
    /// <exception cref="UnusablePublishException">It may not end here.</exception>
    ValueTask EndAsync(CancellationToken cancellationToken);
}
