using System.CommandLine;
using Registry.Web.Tokens;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>deploy-token create FULL/PATH --name N --scopes S [--expires-at D]</c>, which prints the user name and the token.</summary>
internal static class DeployTokenCommand
{
    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project, or the group with all below it." };
        var name = OperatorCommands.Required("--name", "What it is for.");
        var scopes = OperatorCommands.Required("--scopes", "read_package_registry, write_package_registry, separated by commas.");
        var expires = OperatorCommands.Day("--expires-at", "The day, in UTC, from which it is refused; never unless given.");
        var create = new Command("create", "Makes a deploy token and prints 'username token'.") { path, name, scopes, expires };
        create.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var token = new NewToken(
                    parsed.GetRequiredValue(name), Lookups.Scopes(parsed.GetRequiredValue(scopes), TokenScopeNames.Deploy), parsed.GetValue(expires));
                var route = await Lookups.RouteAsync(services, parsed.GetRequiredValue(path), cancellationToken);
                var issued = await services.GetRequiredService<TokenIssuer>().IssueDeployAsync(
                    new TokenTarget(route.ProjectId, route.GroupId), token, OperatorCommands.Actor, cancellationToken);
                return $"{issued.Username} {issued.Secret}";
            },
            cancel));
        return OperatorCommands.Noun("deploy-token", "Deploy tokens.", create);
    }
}
