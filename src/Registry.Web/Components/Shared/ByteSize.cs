using System.Globalization;

namespace Registry.Web.Components.Shared;

/// <summary>A number of bytes in words, in powers of 1024.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    // Groups of three, apart by a space that does not break.
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "\u00a0" };

    /// <summary>"18.3 KiB", "220 KiB": three digits or so.</summary>
    public static string Words(long count)
    {
        if (count < 1024)
        {
            return Exact(count);
        }

        var size = count / 1024d;
        var unit = 0;
        // 1023.95 would be written as 1024.
        while (size >= 1023.5 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return size < 99.95 ? $"{size:0.0} {Units[unit]}" : $"{size:0} {Units[unit]}";
    }

    /// <summary>"18 742 bytes".</summary>
    public static string Exact(long count) => count == 1 ? "1 byte" : $"{count.ToString("#,0", Grouped)} bytes";
}
