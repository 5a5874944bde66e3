using System.CommandLine;
using Registry.Data.Entities;
using Registry.Web.Projects;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>project create FULL/PATH [--visibility V]</c>, which prints the id, and <c>project rename FULL/PATH NEW</c>.</summary>
internal static class ProjectCommand
{
    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "Where the project is to be; missing groups are made." };
        var visibility = new Option<Visibility>("--visibility")
        {
            Description = "private, internal (everybody signed in) or public (everybody); private unless given.",
            DefaultValueFactory = _ => Visibility.Private,
            CustomParser = result => OperatorCommands.Word(result, Enum.GetValues<Visibility>(), "visibility: give private, internal or public"),
        };
        var create = new Command("create", "Makes a project and prints its id.") { path, visibility };
        create.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var project = new NewProject(parsed.GetRequiredValue(path), parsed.GetValue(visibility), ByOperator: true);
                return await services.GetRequiredService<ProjectCreation>().CreateAsync(project, OperatorCommands.Actor, cancellationToken) switch
                {
                    ProjectCreationResult.Created created => $"{created.ProjectId}",
                    ProjectCreationResult.PathTaken taken => throw new OperatorException($"The path '{taken.FullPath}' is taken."),
                    ProjectCreationResult.Invalid invalid => throw new OperatorException(invalid.Reason),
                    _ => throw new OperatorException("The project was not made."),
                };
            },
            cancel));
        return OperatorCommands.Noun("project", "Projects.", create, RenameVerb.Create(operate, "project"), DuplicatesVerb.Create(operate), ForwardingVerb.Create(operate));
    }
}
