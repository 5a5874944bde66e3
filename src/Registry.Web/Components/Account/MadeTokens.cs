using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;
using Registry.Web.Tokens;

namespace Registry.Web.Components.Account;

/// <summary>Puts a new personal token together with the place in which commands can use it.</summary>
internal sealed class MadeTokens(BindableProjects projects, PublicUrl publicUrl)
{
    /// <param name="context">The request of the token's user.</param>
    /// <param name="name">The token's.</param>
    /// <param name="secret">The token itself.</param>
    /// <param name="boundTo">A project that the token is bound to; else the first of the user's projects stands for all.</param>
    public async Task<MadeToken> OfAsync(HttpContext context, string name, string secret, string? boundTo)
    {
        var user = (Caller.Account)context.GetCaller();
        var reached = boundTo is null
            ? await projects.ListAsync(user, take: 1, context.RequestAborted)
            : await projects.FindAsync(user, [boundTo], context.RequestAborted);
        CredentialPlace place = reached is [var project, ..] ? new CredentialPlace.OfProject(project.Id, project.FullPath) : new CredentialPlace.Anywhere(user.UserName);
        return new MadeToken(name, new CredentialAddress(publicUrl.Of(context.Request), place, user.UserName, secret));
    }
}
