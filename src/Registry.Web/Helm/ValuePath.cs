namespace Registry.Web.Helm;

/// <summary>Paths of values as <c>--set</c> takes them.</summary>
internal static class ValuePath
{
    /// <summary>A key within a path: what has a meaning there is escaped.</summary>
    public static string Key(string key) => key.Replace("\\", @"\\", StringComparison.Ordinal).Replace(".", @"\.", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);

    /// <summary>The argument for a shell that sets a path to a plain value; null for what is more than a line.</summary>
    public static string? Set(string path, YamlNode value)
    {
        var (option, text) = value switch
        {
            YamlNode.Null => ("--set", "null"),
            YamlNode.Text plain => (YamlScalar.Resolve(plain.Value) is YamlNode.Text ? "--set" : "--set-string", Escape(plain.Value)),
            _ => ("--set", ChartValues.Text(value)),
        };
        return text is null || text.Length > 200 || text.Contains('\n', StringComparison.Ordinal) ? null : $"{option} {Quote($"{path}={text}")}";
    }

    /// <summary>A text behind the equals sign: what has a meaning there is escaped.</summary>
    public static string Escape(string text)
    {
        var escaped = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal);
        return escaped.StartsWith('{') || escaped.StartsWith('"') ? $"\\{escaped}" : escaped;
    }

    /// <summary>An argument as a shell takes it.</summary>
    public static string Quote(string argument) =>
        argument.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '=' or '/' or ':' or '@' or '+')
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
