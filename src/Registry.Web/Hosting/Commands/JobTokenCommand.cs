using System.CommandLine;
using Registry.Web.Pipelines;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>job-token create FULL/PATH --user NAME --ref R --sha S</c>, which prints the token of a new pipeline's job.</summary>
internal static class JobTokenCommand
{
    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project that the pipeline belongs to." };
        var user = OperatorCommands.Required("--user", "The user that the job acts for.");
        var reference = OperatorCommands.Required("--ref", "The branch or tag.");
        var sha = OperatorCommands.Required("--sha", "The commit.");
        var create = new Command("create", "Records a pipeline with a running job and prints the job's token.") { path, user, reference, sha };
        create.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) => await services.GetRequiredService<JobOpener>().OpenAsync(
                await Lookups.ProjectAsync(services, parsed.GetRequiredValue(path), cancellationToken),
                await Lookups.UserAsync(services, parsed.GetRequiredValue(user), cancellationToken),
                parsed.GetRequiredValue(reference),
                parsed.GetRequiredValue(sha),
                OperatorCommands.Actor,
                cancellationToken),
            cancel));
        return OperatorCommands.Noun("job-token", "Tokens of CI jobs.", create);
    }
}
