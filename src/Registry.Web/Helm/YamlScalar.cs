using System.Globalization;
using System.Text.RegularExpressions;

namespace Registry.Web.Helm;

/// <summary>
/// What an unquoted scalar means to Helm: YAML 1.1 with Go's number literals. Dates and base 60 stay text.
/// <c>010</c> is 8, <c>1_000</c> is 1000, <c>yes</c> is true, <c>1e400</c> is text since it fits no double.
/// </summary>
internal static partial class YamlScalar
{
    public static YamlNode Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => YamlNode.Null.Value,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new YamlNode.Bool(true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new YamlNode.Bool(false),
        ".nan" or ".NaN" or ".NAN" => new YamlNode.Float(double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => new YamlNode.Float(double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => new YamlNode.Float(double.NegativeInfinity),
        ['.', ..] => Fraction(text),
        [(>= '0' and <= '9') or '+' or '-', ..] => Number(text.Replace("_", "", StringComparison.Ordinal)),
        _ => null,
    } ?? new YamlNode.Text(text);

    // Behind a leading dot underscores must stand between digits; elsewhere any number of them is dropped.
    private static YamlNode.Float? Fraction(string text) =>
        DotFirst().IsMatch(text) ? Float(text.Replace("_", "", StringComparison.Ordinal)) : null;

    private static YamlNode? Number(string plain) =>
        GoInteger.TryParse(plain, out var integer) ? new YamlNode.Integer(integer)
        : Decimal().IsMatch(plain) ? Float(plain)
        : null;

    private static YamlNode.Float? Float(string plain) =>
        double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? new YamlNode.Float(number)
            : null;

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DotFirst();
}
