namespace Registry.Web.Helm;

/// <summary>Letters and digits, with single <c>.</c>, <c>-</c> or <c>_</c> between them; 255 characters at most.</summary>
internal static class NameGrammar
{
    public const int MaxLength = 255;

    public static bool Accepts(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(text[^1]))
        {
            return false;
        }

        var afterSeparator = true;
        foreach (var c in text)
        {
            var isSeparator = c is '.' or '-' or '_';
            if (isSeparator ? afterSeparator : !char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }

            afterSeparator = isSeparator;
        }

        return true;
    }
}
