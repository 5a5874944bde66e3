using System.Text;

namespace Registry.Web.Helm;

/// <summary>The name of an archive's entry, once it is known to be plain: relative, below one folder, nothing to clean.</summary>
/// <param name="Folder">The first part: the chart's own folder, whatever it is called.</param>
/// <param name="Inside">What follows; empty for the folder itself.</param>
internal sealed record ChartPath(string Folder, string Inside)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UnusableChartException">The name could mean another place to another reader.</exception>
    public static ChartPath Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ChartLimits.PathLength)
        {
            throw UnusableChartException.Package($"an entry's name is longer than {ChartLimits.PathLength} bytes");
        }

        var name = Decode(bytes);
        var path = name.EndsWith('/') ? name[..^1] : name;
        var parts = path.Split('/');
        if (Fault(path, parts) is { } fault)
        {
            throw UnusableChartException.Package($"entry \"{Show(bytes)}\" {fault}");
        }

        return new ChartPath(parts[0], path.Length == parts[0].Length ? "" : path[(parts[0].Length + 1)..]);
    }

    /// <summary>A name for a reason, readable whatever its bytes.</summary>
    public static string Show(ReadOnlySpan<byte> name) => ChartText.Clean(Encoding.UTF8.GetString(name));

    private static string? Fault(string path, string[] parts)
    {
        if (path.StartsWith('/'))
        {
            return "has an absolute path";
        }

        if (path.Any(char.IsControl) || path.Contains('\\', StringComparison.Ordinal))
        {
            return "has a backslash or a control character in its name";
        }

        if (parts[0] == ".")
        {
            return "begins with \"./\": pack the chart's folder by its name";
        }

        if (parts.Any(part => part is "" or "." or ".."))
        {
            return "has an empty, \".\" or \"..\" part in its path";
        }

        if (parts.Any(part => part is [_, ':']) || path is [_, ':', ..])
        {
            return "has a drive letter in its path";
        }

        return parts.Length > ChartLimits.PathDepth ? $"lies deeper than {ChartLimits.PathDepth} folders" : null;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw UnusableChartException.Package("an entry's name is not UTF-8");
        }
    }
}
