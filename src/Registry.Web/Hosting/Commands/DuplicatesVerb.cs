using System.CommandLine;
using Registry.Data.Entities;
using Registry.Web.Packages;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>project duplicates FULL/PATH TYPE allow|refuse</c>, which prints what holds now.</summary>
internal static class DuplicatesVerb
{
    private static readonly string[] Choices = ["allow", "refuse"];

    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project." };
        var type = new Argument<PackageType>("TYPE") { Description = "The type of packages: helm." };
        var choice = new Argument<string>("allow|refuse") { Description = "Whether a version that exists can be published again with other bytes." };
        choice.AcceptOnlyFromAmong(Choices);
        var duplicates = new Command("duplicates", "Lets versions be published again with other bytes, or refuses it.") { path, type, choice };
        duplicates.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var (where, what, allows) = (parsed.GetRequiredValue(path), parsed.GetRequiredValue(type), parsed.GetRequiredValue(choice) == "allow");
                var project = await Lookups.ProjectAsync(services, where, cancellationToken);
                await services.GetRequiredService<DuplicateRule>().SetAsync(project, what, allows, OperatorCommands.Actor, cancellationToken);
                return $"{where} {(allows ? "allows" : "refuses")} {what} duplicates";
            },
            cancel));
        return duplicates;
    }
}
