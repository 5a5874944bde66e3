using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Registry.Web.Packages.Contents;

/// <summary>What a version asks of a value, as far as it can be told in a sentence.</summary>
public sealed record ValueRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static ValueRules None { get; } = new();

    /// <summary>In JSON Schema's words; empty for any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The only values there are, as JSON; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }

    /// <summary>Whether it may be of this type. Null is not counted, since it takes a value away.</summary>
    public bool Allows(string type) => Types.Count == 0 || Types.Contains(type) || (type == "integer" && Types.Contains("number"));

    /// <summary>The rules, each in a few words.</summary>
    public IEnumerable<string> InWords()
    {
        if (Types.Count > 0)
        {
            yield return $"type {string.Join(" or ", Types)}";
        }

        if (Choices.Count > 0)
        {
            yield return $"one of {string.Join(", ", Choices.Select(Plain))}";
        }

        if (Minimum is { } least)
        {
            yield return $"at least {Text(least)}";
        }

        if (Maximum is { } most)
        {
            yield return $"at most {Text(most)}";
        }

        if (MinLength is { } shortest)
        {
            yield return $"at least {shortest} letters";
        }

        if (MaxLength is { } longest)
        {
            yield return $"at most {longest} letters";
        }

        if (Pattern is not null)
        {
            yield return $"matching {Pattern}";
        }
    }

    /// <summary>What a value breaks, in a sentence; null for nothing.</summary>
    public string? Fault(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null, // it takes the default away
        _ when !Allows(TypeOf(value)) => $"It must be of type {string.Join(" or ", Types)}.",
        _ when Choices.Count > 0 && !Choices.Any(choice => JsonElement.DeepEquals(Parse(choice), value)) => $"It must be one of: {string.Join(", ", Choices.Select(Plain))}.",
        JsonValueKind.Number when value.GetDouble() < Minimum => $"It must be at least {Text(Minimum.Value)}.",
        JsonValueKind.Number when value.GetDouble() > Maximum => $"It must be at most {Text(Maximum.Value)}.",
        JsonValueKind.String when Length(value) < MinLength => $"It must have at least {MinLength} letters.",
        JsonValueKind.String when Length(value) > MaxLength => $"It must have at most {MaxLength} letters.",
        JsonValueKind.String when !Matches(value.GetString()!) => $"It must match {Pattern}.",
        _ => null,
    };

    /// <summary>A choice as it is typed: a text without its quotes.</summary>
    public static string Plain(string choice) => Parse(choice) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : choice;

    private static JsonElement Parse(string json) => JsonElement.Parse(json);

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => double.IsInteger(value.GetDouble()) ? "integer" : "number",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };

    private static int Length(JsonElement value) => value.GetString()!.EnumerateRunes().Count();

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Without backtracking, as clients match it: a pattern that this cannot read, they cannot either.
    private bool Matches(string text)
    {
        try
        {
            return Pattern is null || Regex.IsMatch(text, Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
