using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>How helm takes a token: with the repository, read from standard input so that no process list shows it.</summary>
internal static class HelmCredentials
{
    private const string Channel = "stable";

    public static CredentialCommands Of(CredentialAddress credential)
    {
        var repository = credential.Place.Name.Replace('/', '-');
        var address = $"{credential.PublicUrl}/api/v4/{Path(credential.Place)}/packages/helm/{Channel}";
        return new CredentialCommands(
            new InstallChoice(
                "helm",
                [
                    new CommandSnippet("Add the repository once", $"""
                        echo '{credential.Secret}' | {ChartInstall.AddCommand} {repository} \
                          {address} \
                          --username '{credential.UserName}' --password-stdin
                        """),
                    new CommandSnippet("Then find and install charts", $"helm repo update\nhelm search repo {repository}"),
                ]),
            [$"echo \"$REGISTRY_TOKEN\" | {ChartInstall.AddCommand} {repository} {address} --username \"$REGISTRY_USER\" --password-stdin"]);
    }

    private static string Path(CredentialPlace place) => place switch
    {
        CredentialPlace.OfProject project => $"projects/{project.Id}",
        CredentialPlace.OfGroup group => $"groups/{group.Id}/-",
        _ => "projects/<project id>",
    };
}
