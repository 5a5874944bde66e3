using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Registry.Web.Npm;

/// <summary>Which form of a document a client asks for, and what that form is called.</summary>
internal static class PackumentNegotiation
{
    public const string FullType = "application/json";

    public const string AbbreviatedType = "application/vnd.npm.install-v1+json";

    /// <summary>Abbreviated only for a client that names this form and prefers nothing to it; full for every other, and for nonsense.</summary>
    /// <param name="accept">The values of the Accept header.</param>
    public static PackumentForm FormOf(StringValues accept)
    {
        if (accept is [AbbreviatedType])
        {
            return PackumentForm.Abbreviated;
        }

        var values = accept.OfType<string>().ToList();
        if (!values.Exists(value => value.Contains(AbbreviatedType, StringComparison.OrdinalIgnoreCase))
            || !MediaTypeHeaderValue.TryParseStrictList(values, out var types)
            || types.Any(HasUnreadableQuality))
        {
            return PackumentForm.Full;
        }

        var named = types.Where(type => type.MediaType.Equals(AbbreviatedType, StringComparison.OrdinalIgnoreCase)).Select(QualityOf).DefaultIfEmpty().Max();
        return named > 0 && named >= types.Max(QualityOf) ? PackumentForm.Abbreviated : PackumentForm.Full;
    }

    /// <summary>The content type of a form.</summary>
    public static string TypeOf(PackumentForm form) => form is PackumentForm.Abbreviated ? AbbreviatedType : FullType;

    private static double QualityOf(MediaTypeHeaderValue type) => type.Quality ?? 1;

    private static bool HasUnreadableQuality(MediaTypeHeaderValue type) =>
        type.Quality is null && type.Parameters.Any(parameter => parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase));
}
