using Registry.Web.Projects;

namespace Registry.Web.Components.Pages;

/// <summary>Why a project or group was not made or changed, in sentences for people.</summary>
internal static class NamespaceFaults
{
    /// <summary>The field of <see cref="NamespaceChangeResult.Invalid"/> that is about the path.</summary>
    public const string Path = "path";

    /// <summary>The sentence for the answer to a form, which is a 403 where the role does not reach.</summary>
    public static string Tell(HttpContext context, NamespaceChangeResult result)
    {
        if (result is NamespaceChangeResult.Forbidden)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Words(result);
    }

    public static string Words(NamespaceChangeResult result) => result switch
    {
        NamespaceChangeResult.Invalid { Field: Path } taken when taken == NamespaceChangeResult.PathTaken => "That path is taken, or was before a rename. Choose another one.",
        NamespaceChangeResult.Invalid { Fault: { Length: > 0 } fault } => char.ToUpperInvariant(fault[0]) + fault[1..],
        NamespaceChangeResult.Forbidden => "Your role does not reach for that any more. Nothing was changed.",
        NamespaceChangeResult.Modified => "Somebody else changed it meanwhile. Look again, then repeat it.",
        _ => "It is not there any more.",
    };
}
