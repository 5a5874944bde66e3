using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Registry.Data.Entities;
using Registry.Web.Accounts;

namespace Registry.Web.Hosting.Commands;

/// <summary>
/// <c>user create NAME --email E --password P [--admin]</c>, which prints the user's id; <c>user password NAME --password P</c> and
/// <c>user two-factor-off NAME</c> for who cannot sign in any more.
/// </summary>
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
        return OperatorCommands.Noun("user", "Accounts.", create, Password(operate), TwoFactorOff(operate));
    }

    private static Command Password(Operate operate)
    {
        var name = new Argument<string>("NAME") { Description = "The user name." };
        var password = OperatorCommands.Required("--password", "The new password, or - to read it from standard input.");
        var command = new Command("password", "Gives an account another password and ends its sessions.") { name, password };
        command.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var user = await FindAsync(services, parsed.GetRequiredValue(name));
                var change = new UserChange(Name: null, Email: null, await PasswordAsync(parsed.GetRequiredValue(password)), IsAdmin: null);
                return await services.GetRequiredService<UserChanges>().ChangeAsync(user.Id, change, OperatorCommands.Actor, cancellationToken) switch
                {
                    UserChangeResult.Invalid invalid => throw new OperatorException(invalid.Reason),
                    _ => $"{user.UserName} has another password",
                };
            },
            cancel));
        return command;
    }

    private static Command TwoFactorOff(Operate operate)
    {
        var name = new Argument<string>("NAME") { Description = "The user name." };
        var command = new Command("two-factor-off", "Takes two-factor authentication off an account whose phone is lost, and ends its sessions.") { name };
        command.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var user = await FindAsync(services, parsed.GetRequiredValue(name));
                return await services.GetRequiredService<TwoFactor>().ResetAsync(user.UserName!, OperatorCommands.Actor, cancellationToken)
                    ? $"{user.UserName} signs in by password alone"
                    : throw new OperatorException($"{user.UserName} does not use two-factor authentication.");
            },
            cancel));
        return command;
    }

    private static async Task<User> FindAsync(IServiceProvider services, string name) =>
        await services.GetRequiredService<UserManager<User>>().FindByNameAsync(name) ?? throw new OperatorException($"There is no user '{name}'.");

    // A password among the arguments shows in the list of processes.
    private static async Task<string> PasswordAsync(string given) =>
        given == "-" ? await Console.In.ReadLineAsync() ?? throw new OperatorException("There is no password on standard input.") : given;
}
