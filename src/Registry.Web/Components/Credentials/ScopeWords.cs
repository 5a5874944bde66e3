namespace Registry.Web.Components.Credentials;

/// <summary>What scopes mean to who installs and publishes.</summary>
internal static class ScopeWords
{
    /// <summary>In a table, after "may": "publish, install and delete". A personal token deletes only where its user is a Maintainer.</summary>
    public static string May(string scopes, bool isDeploy = false)
    {
        var names = scopes.Split(' ');
        if (names.Contains("api"))
        {
            return "everything you may";
        }

        var packages = names.Contains("write_package_registry") ? (isDeploy ? "publish, install and delete" : "publish, install and, as Maintainer, delete") : names.Contains("read_package_registry") ? "install" : null;
        var reading = names.Contains("read_api") ? "read everything you may read" : null;
        return string.Join("; ", new[] { packages, reading }.OfType<string>());
    }

    /// <summary>Beside the box that grants it.</summary>
    public static string Explain(string scope, bool isDeploy = false) => scope switch
    {
        "api" => "Everything you may do yourself, in the API and with every client.",
        "read_api" => "Read and install what you may see; change nothing.",
        "read_package_registry" => "helm repo add, helm pull, npm install: list, search and download packages.",
        "write_package_registry" => "npm publish, chart uploads by curl or helm cm-push; and all that installing needs. " + (isDeploy ? "Deletes packages too." : "Deletes packages too, where you are a Maintainer."),
        _ => "",
    };
}
