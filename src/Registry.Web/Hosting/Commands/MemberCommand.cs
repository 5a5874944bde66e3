using System.CommandLine;
using Registry.Data.Entities;
using Registry.Web.Projects;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>member add FULL/PATH USER ROLE</c>, which prints what was done.</summary>
internal static class MemberCommand
{
    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project, or the group with all below it." };
        var user = new Argument<string>("USER") { Description = "The user name." };
        var role = new Argument<AccessLevel>("ROLE")
        {
            Description = "guest, reporter, developer, maintainer or owner.",
            CustomParser = result => OperatorCommands.Word(
                result,
                [AccessLevel.Guest, AccessLevel.Reporter, AccessLevel.Developer, AccessLevel.Maintainer, AccessLevel.Owner],
                "role: give guest, reporter, developer, maintainer or owner"),
        };
        var add = new Command("add", "Gives a user a role, or another one.") { path, user, role };
        add.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var (where, who, level) = (parsed.GetRequiredValue(path), parsed.GetRequiredValue(user), parsed.GetRequiredValue(role));
                var userId = await Lookups.UserAsync(services, who, cancellationToken);
                return await services.GetRequiredService<MemberAddition>().AddAsync(where, userId, level, OperatorCommands.Actor, cancellationToken)
                    ? $"{who} is {level} of {where}"
                    : throw new OperatorException($"There is no project or group '{where}'.");
            },
            cancel));
        return OperatorCommands.Noun("member", "Members of projects and groups.", add);
    }
}
