using Registry.Web.Archives;

namespace Registry.Web.Helm;

/// <summary>Carries the reason out of the depth of a parser; <see cref="ChartArchive"/> turns it into an outcome.</summary>
internal sealed class UnusableChartException : UnusableArchiveException
{
    public UnusableChartException()
    {
    }

    public UnusableChartException(string reason)
        : base(reason)
    {
    }

    public UnusableChartException(string reason, Exception? cause)
        : base(reason, cause)
    {
    }

    public static UnusableChartException Package(string reason) => new(Words(reason));

    public static UnusableChartException Validation(string reason) => new($"Validation failed: {reason}");

    public static UnusableChartException Parsing(string file, string reason, Exception? cause = null) =>
        new($"Error while parsing {file}: {reason}", cause);
}
