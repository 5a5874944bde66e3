namespace Registry.Web.Helm;

/// <summary>Paths of values as <c>--set</c> takes them.</summary>
internal static class ValuePath
{
    /// <summary>A key within a path: what has a meaning there is escaped.</summary>
    public static string Key(string key) => key.Replace("\\", @"\\", StringComparison.Ordinal).Replace(".", @"\.", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);

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
