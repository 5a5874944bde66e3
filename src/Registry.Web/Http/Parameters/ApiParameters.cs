using System.Globalization;
using System.Text.Json;

namespace Registry.Web.Http;

/// <summary>The kinds of parameters, with GitLab's words for what is wrong with one.</summary>
internal static class ApiParameters
{
    public const string Invalid = "is invalid";
    private const string NotAValue = "does not have a valid value";

    public static ApiParameter<string?> Text(string name, string description, int maxLength = 255) => new(
        name, description, new ParameterSchema("string"), given =>
            given.Text.Length > maxLength ? new(null, $"is too long (maximum is {maxLength} characters)")
            : new(given.Text.Length == 0 ? null : given.Text));

    public static ApiParameter<long?> Integer(string name, string description, long minimum = 0, long maximum = long.MaxValue, string? usual = null) => new(
        name, description, new ParameterSchema("integer", "int64", Minimum: minimum, Maximum: maximum == long.MaxValue ? null : maximum, Default: usual), given =>
            given.Text.Length == 0 ? new(null)
            : !long.TryParse(given.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new(null, Invalid)
            : number < minimum || number > maximum ? new(null, NotAValue)
            : new(number));

    /// <summary>As GitLab reads one: true, 1, t, yes, on, and their opposites.</summary>
    public static ApiParameter<bool?> Flag(string name, string description, string? usual = null) => new(
        name, description, new ParameterSchema("boolean", Default: usual), given => given.Text.ToLowerInvariant() switch
        {
            "" => new(null),
            "true" or "t" or "1" or "yes" or "y" or "on" => new(true),
            "false" or "f" or "0" or "no" or "n" or "off" => new(false),
            _ => new(null, Invalid),
        });

    /// <summary>One of some words, each for a value.</summary>
    public static ApiParameter<T?> OneOf<T>(string name, string description, string? usual, params IReadOnlyList<(string Word, T Value)> words)
        where T : struct => new(
        name, description, new ParameterSchema("string", Values: [.. words.Select(one => one.Word)], Default: usual), given =>
        {
            if (given.Text.Length == 0)
            {
                return new(null);
            }

            foreach (var (word, value) in words)
            {
                if (word == given.Text)
                {
                    return new(value);
                }
            }

            return new(null, NotAValue);
        });

    /// <summary>Several texts: a JSON array, <c>name[]=</c> more than once, or one text with commas.</summary>
    public static ApiParameter<IReadOnlyList<string>?> Texts(string name, string description, IReadOnlyList<string>? values = null) => new(
        name, description, new ParameterSchema("array", Values: values), given =>
        {
            var texts = given.Texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            return texts.Exists(text => values?.Contains(text) == false) ? new(null, NotAValue) : new(texts);
        });

    /// <summary>A day, <c>2026-11-21</c>; a moment is read as its day in UTC.</summary>
    public static ApiParameter<DateOnly?> Day(string name, string description) => new(
        name, description, new ParameterSchema("string", "date"), given =>
            given.Text.Length == 0 ? new(null)
            : DateOnly.TryParseExact(given.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day)
            : TryMoment(given.Text, out var moment) ? new(DateOnly.FromDateTime(moment.UtcDateTime))
            : new(null, Invalid));

    /// <summary>A moment in ISO 8601; a day is its first moment in UTC.</summary>
    public static ApiParameter<DateTimeOffset?> Moment(string name, string description) => new(
        name, description, new ParameterSchema("string", "date-time"), given =>
            given.Text.Length == 0 ? new(null)
            : TryMoment(given.Text, out var moment) ? new(moment)
            : new(null, Invalid));

    /// <summary>A JSON object of names and texts.</summary>
    public static ApiParameter<IReadOnlyDictionary<string, string>?> Pairs(string name, string description) => new(
        name, description, new ParameterSchema("object"), given =>
        {
            if (given.Text.Length == 0)
            {
                return new(null);
            }

            try
            {
                return new(JsonSerializer.Deserialize(given.Text, ParametersJson.Default.DictionaryStringString));
            }
            catch (JsonException)
            {
                return new(null, Invalid);
            }
        });

    private static bool TryMoment(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ParametersJson : System.Text.Json.Serialization.JsonSerializerContext;
