using System.Globalization;

namespace Registry.Web.Helm;

/// <summary>
/// How Helm writes a number that stands where text belongs: rounded to a 32-bit float, as short as reads back the same,
/// with an exponent below 0.0001 and from a million on.
/// </summary>
internal static class GoFloat
{
    public static string Format(double number)
    {
        var single = (float)number;
        if (!float.IsFinite(single))
        {
            return float.IsNaN(single) ? "NaN" : single > 0 ? "+Inf" : "-Inf";
        }

        var text = float.Abs(single).ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0 ? mantissa.Length : dot;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');

        point += e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        point -= digits.Length - significant.Length;
        return (float.IsNegative(single) ? "-" : "") + Place(significant.TrimEnd('0'), point);
    }

    /// <param name="digits">Without zeros at either end.</param>
    /// <param name="point">Where the decimal point stands, counted from the first digit.</param>
    private static string Place(string digits, int point) => (digits.Length, point - 1) switch
    {
        (0, _) => "0",
        (1, var exponent and (< -4 or >= 6)) => $"{digits}e{exponent:+00;-00}",
        (_, var exponent and (< -4 or >= 6)) => $"{digits[0]}.{digits[1..]}e{exponent:+00;-00}",
        (_, < 0) => "0." + new string('0', -point) + digits,
        (var length, _) when length <= point => digits.PadRight(point, '0'),
        _ => $"{digits[..point]}.{digits[point..]}",
    };
}
