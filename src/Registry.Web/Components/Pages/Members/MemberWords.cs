using Registry.Web.Projects;

namespace Registry.Web.Components.Pages.Members;

/// <summary>What came of a change among members, in sentences.</summary>
internal static class MemberWords
{
    public static Dictionary<string, string> Done { get; } = new()
    {
        ["added"] = "The member is added.",
        ["changed"] = "The role is changed.",
        ["removed"] = "The member is removed.",
    };

    /// <summary>Why nothing was changed, null where it was. The answer to the form is a 403 where the role does not reach.</summary>
    public static string? Tell(HttpContext context, MemberChangeResult result, string fullPath)
    {
        if (result is MemberChangeResult.Forbidden)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Of(result, fullPath);
    }

    /// <summary>Why nothing was changed; null where it was.</summary>
    public static string? Of(MemberChangeResult result, string fullPath) => result switch
    {
        MemberChangeResult.Done => null,
        MemberChangeResult.NoSuchUser => "There is no user of that name. Check how it is written.",
        MemberChangeResult.AlreadyMember => "That user is a member already. Change the role in the list.",
        MemberChangeResult.NotMember => "That user is no member any more.",
        MemberChangeResult.LastOwner => $"{fullPath} would be left without an owner. Make somebody else an owner first.",
        _ => "Your own role does not reach for that. Nothing was changed.",
    };
}
