using System.CommandLine;
using Registry.Web.Accounts;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>user create NAME --email E --password P [--admin]</c>, which prints the user's id.</summary>
internal static class UserCommand
{
    public static Command Create(Operate operate)
    {
        var name = new Argument<string>("NAME") { Description = "The user name, which is also the path of the personal namespace." };
        var email = OperatorCommands.Required("--email", "The e-mail address.");
        var password = OperatorCommands.Required("--password", "The password, or - to read it from standard input.");
        var admin = new Option<bool>("--admin") { Description = "Makes an administrator." };
        var create = new Command("create", "Makes an account and prints its id.") { name, email, password, admin };
        create.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var user = new NewUser(
                    parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), await PasswordAsync(parsed.GetRequiredValue(password)), parsed.GetValue(admin));
                var result = await services.GetRequiredService<UserCreation>().CreateAsync(user, OperatorCommands.Actor, onlyAsFirstAdministrator: false, cancellationToken);
                return result switch
                {
                    UserCreationResult.Created created => $"{created.User.Id}",
                    UserCreationResult.Invalid invalid => throw new OperatorException(string.Join(Environment.NewLine, invalid.Reasons)),
                    _ => throw new OperatorException("The account was not made."),
                };
            },
            cancel));
        return OperatorCommands.Noun("user", "Accounts.", create);
    }

    // A password among the arguments shows in the list of processes.
    private static async Task<string> PasswordAsync(string given) =>
        given == "-" ? await Console.In.ReadLineAsync() ?? throw new OperatorException("There is no password on standard input.") : given;
}
