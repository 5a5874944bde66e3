using System.CommandLine;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>project forwarding FULL/PATH TYPE on|off|default</c>, which prints what holds now.</summary>
internal static class ForwardingVerb
{
    private static readonly string[] Choices = ["on", "off", "default"];

    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project." };
        var type = new Argument<PackageType>("TYPE") { Description = "The type of packages: npm." };
        var choice = new Argument<string>("on|off|default") { Description = "Whether requests for packages that are not here go on to the upstream registry; default leaves it to the server's setting." };
        choice.AcceptOnlyFromAmong(Choices);
        var forwarding = new Command("forwarding", "Sends requests for packages that are not here on to the upstream registry, or does not.") { path, type, choice };
        forwarding.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var (where, what) = (parsed.GetRequiredValue(path), parsed.GetRequiredValue(type));
                bool? forwards = parsed.GetRequiredValue(choice) switch { "on" => true, "off" => false, _ => null };
                if (what != PackageType.Npm)
                {
                    throw new OperatorException($"Requests for {what} packages are never forwarded: give npm.");
                }

                var project = await Lookups.ProjectAsync(services, where, cancellationToken);
                await services.GetRequiredService<ForwardingRule>().SetAsync(project, what, forwards, OperatorCommands.Actor, cancellationToken);
                return forwards switch
                {
                    true => $"{where} forwards {what} requests",
                    false => $"{where} forwards no {what} requests",
                    null => $"{where} forwards {what} requests as the server does",
                };
            },
            cancel));
        return forwarding;
    }
}
