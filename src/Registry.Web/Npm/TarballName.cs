using System.Diagnostics.CodeAnalysis;

namespace Registry.Web.Npm;

/// <summary>
/// What a tarball is called: <c>@scope/name-1.0.0.tgz</c> as clients attach it and GitLab stores it, and
/// <c>name-1.0.0.tgz</c> as the public registry serves it.
/// </summary>
internal static class TarballName
{
    private const string Extension = ".tgz";

    /// <summary>With the scope.</summary>
    public static string Of(NpmPackageName name, NpmVersion version) => $"{name}-{version}{Extension}";

    /// <summary>The version in a tarball's name of either form; false for the name of anything else.</summary>
    public static bool TryParse(NpmPackageName name, string fileName, [NotNullWhen(true)] out NpmVersion? version)
    {
        var rest = fileName.StartsWith($"{name}-", StringComparison.Ordinal) ? fileName[(name.Text.Length + 1)..]
            : fileName.StartsWith($"{name.Unscoped}-", StringComparison.Ordinal) ? fileName[(name.Unscoped.Length + 1)..]
            : "";
        version = null;
        return rest.EndsWith(Extension, StringComparison.Ordinal) && NpmVersion.TryParse(rest[..^Extension.Length], out version);
    }

    /// <summary>As it is saved: a scope's slash would be a folder.</summary>
    public static string WithoutScope(string fileName) => fileName[(fileName.LastIndexOf('/') + 1)..];
}
