namespace Registry.Web.Http;

/// <summary>What came of reading files from a form.</summary>
internal abstract record FormFileReading
{
    private FormFileReading()
    {
    }

    /// <summary>Those of the fields that the form has are staged, perhaps none; whoever gets them disposes of them.</summary>
    public sealed record Received(ReceivedFiles Files) : FormFileReading;

    /// <summary>The field is there, but is no file.</summary>
    public sealed record NotAFile(string Field) : FormFileReading;

    /// <summary>The file is there and has no bytes.</summary>
    public sealed record Empty(string Field) : FormFileReading;

    /// <param name="Field">Whose file it is.</param>
    /// <param name="Limit">The most bytes it may have.</param>
    public sealed record TooLarge(string Field, long Limit) : FormFileReading;

    public sealed record NotAForm : FormFileReading;

    public sealed record Malformed(string Reason) : FormFileReading;
}
