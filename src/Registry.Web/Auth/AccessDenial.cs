using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>Why a caller is not let in.</summary>
internal enum AccessDenial
{
    /// <summary>No denial.</summary>
    None = 0,

    /// <summary>A credential was sent that is none, or no longer.</summary>
    BadCredentials,

    /// <summary>Nobody in particular, and the project is one that anybody may see.</summary>
    NoCredentials,

    /// <summary>Nobody in particular, and the project may not be seen, or is not there.</summary>
    NoCredentialsHidden,

    /// <summary>The project may not be seen by this caller, or is not there.</summary>
    Hidden,

    /// <summary>The caller's role does not reach.</summary>
    Forbidden,

    /// <summary>The token's scopes do not reach.</summary>
    InsufficientScope,

    /// <summary>Only a personal token can ask for this, and the caller came by something else.</summary>
    NoPersonalToken,
}

/// <summary>Denials in the words of those routes that ask for credentials, as Helm's and npm's do (GitLab's table: gitlab-compatibility.md).</summary>
internal static class AccessDenials
{
    /// <param name="denial">Why.</param>
    /// <param name="what">What may not be seen: Project, Group.</param>
    public static Refusal ToRefusal(this AccessDenial denial, string what) => denial switch
    {
        AccessDenial.BadCredentials or AccessDenial.NoCredentials or AccessDenial.NoCredentialsHidden => Refusal.Unauthorized,
        AccessDenial.Hidden => Refusal.NotFound(what),
        AccessDenial.InsufficientScope => Refusal.InsufficientScope,
        AccessDenial.NoPersonalToken => Refusal.MethodNotAllowed,
        _ => Refusal.Forbidden,
    };
}
