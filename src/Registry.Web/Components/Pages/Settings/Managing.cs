using Registry.Web.Auth;

namespace Registry.Web.Components.Pages.Settings;

/// <summary>Asks again, for the forms of pages that more people may read than may act on.</summary>
internal static class Managing
{
    /// <summary>Whether the caller may change the settings of the project that the request was let into; if not, the answer is a 403.</summary>
    public static async Task<bool> MayManageAsync(this ProjectDecisions decisions, HttpContext context)
    {
        if (await decisions.DecideAsync(await decisions.RequestAsync(context), context.GetProject(), ProjectPermission.ManageProject, context.RequestAborted) == AccessDenial.None)
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return false;
    }
}
