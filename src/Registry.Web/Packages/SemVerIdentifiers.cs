using System.Buffers;
using System.Globalization;

namespace Registry.Web.Packages;

/// <summary>The dotted identifiers of SemVer 2. Numeric ones may have any number of digits.</summary>
internal static class SemVerIdentifiers
{
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Cuts what follows the separator off; null where there is no separator.</summary>
    public static string? SplitAt(char separator, ref ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(separator);
        if (at < 0)
        {
            return null;
        }

        var tail = text[(at + 1)..].ToString();
        text = text[..at];
        return tail;
    }

    public static bool AreValid(string? identifiers, bool leadingZeros)
    {
        if (identifiers is null)
        {
            return true;
        }

        foreach (var range in identifiers.AsSpan().Split('.'))
        {
            var identifier = identifiers.AsSpan(range);
            if (identifier.IsEmpty || identifier.ContainsAnyExcept(Letters)
                || (!leadingZeros && identifier.Length > 1 && identifier[0] == '0' && IsNumeric(identifier)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsNumber(ReadOnlySpan<char> digits, out ulong number) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && (digits.Length == 1 || digits[0] != '0');

    /// <summary>Numbers below words, numbers by value, words by ASCII order, a longer list above its own beginning.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = CompareOne(Take(ref left), Take(ref right));
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        var first = dot < 0 ? text : text[..dot];
        text = dot < 0 ? [] : text[(dot + 1)..];
        return first;
    }

    private static int CompareOne(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var isNumber = IsNumeric(left);
        if (isNumber != IsNumeric(right))
        {
            return isNumber ? -1 : 1;
        }

        if (isNumber)
        {
            left = left.TrimStart('0');
            right = right.TrimStart('0');
            if (left.Length != right.Length)
            {
                return left.Length.CompareTo(right.Length);
            }
        }

        return left.SequenceCompareTo(right);
    }

    private static bool IsNumeric(ReadOnlySpan<char> identifier) => !identifier.ContainsAnyExceptInRange('0', '9');
}
