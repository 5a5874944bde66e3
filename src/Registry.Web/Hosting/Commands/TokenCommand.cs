using System.CommandLine;
using Registry.Web.Tokens;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>token create --user NAME --name N --scopes S [--expires-at D] [--project PATH…]</c>, which prints the token.</summary>
internal static class TokenCommand
{
    public static Command Create(Operate operate)
    {
        var user = OperatorCommands.Required("--user", "The user that the token stands for.");
        var name = OperatorCommands.Required("--name", "What it is for.");
        var scopes = OperatorCommands.Required("--scopes", "api, read_api, read_package_registry, write_package_registry, separated by commas.");
        var expires = OperatorCommands.Day("--expires-at", "The day, in UTC, from which it is refused; by the settings unless given.");
        var projects = new Option<string[]>("--project") { Description = "A project that it is bound to; may be given more than once." };
        var create = new Command("create", "Makes a personal access token and prints it.") { user, name, scopes, expires, projects };
        create.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var token = new NewToken(
                    parsed.GetRequiredValue(name), Lookups.Scopes(parsed.GetRequiredValue(scopes), TokenScopeNames.Personal), parsed.GetValue(expires));
                var owner = await Lookups.UserAsync(services, parsed.GetRequiredValue(user), cancellationToken);
                if (services.GetRequiredService<TokenLifetime>().Fault(token.ExpiresAt) is { } fault)
                {
                    throw new OperatorException($"{fault}.");
                }

                var bound = new List<long>();
                foreach (var path in parsed.GetValue(projects) ?? [])
                {
                    bound.Add(await Lookups.ProjectAsync(services, path, cancellationToken));
                }

                var issued = await services.GetRequiredService<TokenIssuer>().IssuePersonalAsync(
                    owner, token, bound.Count > 0 ? bound : null, OperatorCommands.Actor, cancellationToken);
                return issued.Secret;
            },
            cancel));
        return OperatorCommands.Noun("token", "Personal access tokens.", create, Revoke(operate));
    }

    private static Command Revoke(Operate operate)
    {
        var user = OperatorCommands.Required("--user", "The user that the token stands for.");
        var name = OperatorCommands.Required("--name", "What it is called; all of that name are revoked.");
        var revoke = new Command("revoke", "Revokes a user's tokens of a name, for good, and prints how many there were.") { user, name };
        revoke.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var (who, what) = (parsed.GetRequiredValue(user), parsed.GetRequiredValue(name));
                var userId = await Lookups.UserAsync(services, who, cancellationToken);
                var count = await services.GetRequiredService<TokenRevocation>().RevokeAsync(userId, what, OperatorCommands.Actor, cancellationToken);
                return count > 0 ? $"{count}" : throw new OperatorException($"{who} has no token '{what}' that works.");
            },
            cancel));
        return revoke;
    }
}
