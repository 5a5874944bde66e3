namespace Registry.Web.Helm;

/// <summary>Go's integer literals with a sign: decimal, <c>0x</c>, <c>0b</c>, <c>0o</c> and a bare leading zero for octal.</summary>
internal static class GoInteger
{
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 number)
    {
        number = 0;
        var isSigned = text is ['+' or '-', ..];
        var isNegative = text is ['-', ..];
        var digits = isSigned ? text[1..] : text;

        // Helm's parser takes a sign behind 0b as well, where none stands before it.
        if (digits is ['0', 'b', '+' or '-', ..] && !isSigned)
        {
            isSigned = true;
            isNegative = digits[2] == '-';
            digits = string.Concat("0b", digits[3..]);
        }

        if (!TryParseDigits(digits, out var magnitude))
        {
            return false;
        }

        number = isNegative ? -magnitude : magnitude;
        return number >= long.MinValue && number <= (isSigned ? long.MaxValue : ulong.MaxValue);
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, out Int128 magnitude)
    {
        var (radix, prefix) = digits switch
        {
            ['0', 'x' or 'X', _, ..] => (16, 2),
            ['0', 'o' or 'O', _, ..] => (8, 2),
            ['0', 'b' or 'B', _, ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };

        magnitude = 0;
        foreach (var c in digits[prefix..])
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(char.ToString(c), 16) : int.MaxValue;
            if (digit >= radix)
            {
                return false;
            }

            magnitude = (magnitude * radix) + digit;
            if (magnitude > ulong.MaxValue)
            {
                return false;
            }
        }

        return digits.Length > 0;
    }
}
