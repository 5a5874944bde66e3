using System.CommandLine;
using Registry.Web.Projects;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>rename FULL/PATH NEW</c>, which prints the new full path. The old one keeps leading there.</summary>
internal static class RenameVerb
{
    public static Command Create(Operate operate, string noun)
    {
        var path = new Argument<string>("FULL/PATH") { Description = $"The {noun}." };
        var renamed = new Argument<string>("NEW") { Description = "What the last part of its path is to be." };
        var rename = new Command("rename", $"Changes the path of a {noun} and prints the new one; the old one keeps leading to it.") { path, renamed };
        rename.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var old = parsed.GetRequiredValue(path);
                var route = await Lookups.RouteAsync(services, old, cancellationToken);
                if (noun == "project" != route.ProjectId is not null)
                {
                    throw new OperatorException($"'{old}' is no {noun}.");
                }

                return await services.GetRequiredService<Renaming>().RenameAsync(old, parsed.GetRequiredValue(renamed), OperatorCommands.Actor, cancellationToken) switch
                {
                    RenameResult.Renamed done => done.FullPath,
                    RenameResult.PathTaken taken => throw new OperatorException($"The path '{taken.FullPath}' is taken."),
                    RenameResult.Invalid invalid => throw new OperatorException(invalid.Reason),
                    _ => throw new OperatorException($"'{old}' is a former path: give the present one."),
                };
            },
            cancel));
        return rename;
    }
}
