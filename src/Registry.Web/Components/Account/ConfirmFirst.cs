using Microsoft.AspNetCore.Components;
using Registry.Web.Accounts;

namespace Registry.Web.Components.Account;

/// <summary>Asks who is signed in to confirm it, before what opens the account is changed.</summary>
internal sealed class ConfirmFirst(Confirmation confirmation, NavigationManager navigation)
{
    /// <summary>Whether that was done lately. If not, the visitor is on the way to the page that asks for it, and nothing else may be done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="address">Where to go on afterwards, relative to the base address.</param>
    public bool Passes(HttpContext context, string address)
    {
        if (confirmation.IsRecent(context))
        {
            return true;
        }

        navigation.NavigateTo(navigation.GetUriWithQueryParameters(
            ConfirmPage.Address,
            new Dictionary<string, object?>
            {
                ["return_to"] = $"{context.Request.PathBase}/{address}",
                [ConfirmPage.Undone] = HttpMethods.IsPost(context.Request.Method) ? "true" : null,
            }));
        return false;
    }
}
