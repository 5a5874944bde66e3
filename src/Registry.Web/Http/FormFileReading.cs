using Registry.Data.Blobs;

namespace Registry.Web.Http;

/// <summary>What came of reading a file from a form.</summary>
internal abstract record FormFileReading
{
    private FormFileReading()
    {
    }

    /// <summary>The file is staged; whoever gets it disposes of it.</summary>
    public sealed record Received(BlobStaging File) : FormFileReading;

    /// <summary>The form has no such field.</summary>
    public sealed record Missing : FormFileReading;

    /// <summary>The field is there, but is no file.</summary>
    public sealed record NotAFile : FormFileReading;

    public sealed record TooLarge : FormFileReading;

    public sealed record NotAForm : FormFileReading;

    public sealed record Malformed(string Reason) : FormFileReading;
}
