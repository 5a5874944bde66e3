using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Registry.Data.Entities;

namespace Registry.Web.Hosting.Commands;

/// <summary>What an operator can do beside the running server. Each command prints its result alone on one line.</summary>
internal static class OperatorCommands
{
    /// <summary>Who is written down for what is done at the command line.</summary>
    public static Actor Actor => new() { Kind = ActorKind.CommandLine, Id = 0, Name = "command line" };

    public static IEnumerable<Command> All(Operate operate) =>
    [
        UserCommand.Create(operate),
        TokenCommand.Create(operate),
        ProjectCommand.Create(operate),
        GroupCommand.Create(operate),
        MemberCommand.Create(operate),
        DeployTokenCommand.Create(operate),
        JobTokenCommand.Create(operate),
        PackageCommand.Create(operate),
        SweepCommand.Create(operate),
        VerifyCommand.Create(operate),
    ];

    /// <summary>A word such as <c>user</c> with the verbs below it.</summary>
    public static Command Noun(string name, string description, params Command[] verbs)
    {
        var noun = new Command(name, description);
        foreach (var verb in verbs)
        {
            noun.Subcommands.Add(verb);
        }

        return noun;
    }

    /// <summary>A required option.</summary>
    public static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    /// <summary>
    /// One of the values by its name. Not the parser's own: it takes numbers, and joins <c>guest,reporter</c> to what is more than both.
    /// </summary>
    public static T Word<T>(ArgumentResult result, IReadOnlyList<T> values, string what)
        where T : struct, Enum
    {
        var word = result.Tokens[0].Value;
        foreach (var value in values)
        {
            if (string.Equals(value.ToString(), word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        result.AddError($"'{word}' is no {what}.");
        return default;
    }

    /// <summary>A date as <c>2027-01-31</c>.</summary>
    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                if (day <= DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))
                {
                    result.AddError($"'{result.Tokens[0].Value}' is not after today: the token would never work.");
                }

                return day;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no date: write it as 2027-01-31.");
            return null;
        },
    };
}
