using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>How npm takes a token: a line of .npmrc for the scope's registry, and one with the token for its address.</summary>
internal static class NpmCredentials
{
    public static CredentialCommands Of(CredentialAddress credential)
    {
        var scope = $"@{credential.Place.Name.Split('/')[0].ToLowerInvariant()}";
        var address = $"{credential.PublicUrl}/api/v4/{Path(credential.Place)}packages/npm/";
        var key = $"{address[address.IndexOf("//", StringComparison.Ordinal)..]}:_authToken";
        return new CredentialCommands(
            new InstallChoice(
                ".npmrc",
                [new CommandSnippet("In ~/.npmrc, which is yours alone: never in a file that is committed", $"{scope}:registry={address}\n{key}={credential.Secret}")]),
            [$"npm config set {scope}:registry {address}", $"npm config set {key} \"$REGISTRY_TOKEN\""]);
    }

    private static string Path(CredentialPlace place) => place switch
    {
        CredentialPlace.OfProject project => $"projects/{project.Id}/",
        CredentialPlace.OfGroup group => $"groups/{group.Id}/-/",
        _ => "",
    };
}
