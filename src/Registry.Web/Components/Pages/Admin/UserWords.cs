using Registry.Web.Accounts;

namespace Registry.Web.Components.Pages.Admin;

/// <summary>Why an account was not changed, in sentences.</summary>
internal static class UserWords
{
    public static string Of(UserChangeResult result) => result switch
    {
        UserChangeResult.Invalid { IsTaken: true, Field: UserFields.Email } => "Somebody else has that e-mail address.",
        UserChangeResult.Invalid invalid => invalid.Reason,
        UserChangeResult.LastAdministrator => "This is the last administrator who can sign in. Make somebody else one first.",
        _ => "There is no such user any more.",
    };

    public static string Of(UserRemovalResult result) => result switch
    {
        UserRemovalResult.Kept { Reason: var reason } when reason.Contains("sole owner", StringComparison.Ordinal) =>
            "The user is the only owner of a group. Make somebody else an owner first, or delete the user's projects and leave the group without one.",
        UserRemovalResult.Kept { Reason: var reason } when reason.Contains("projects", StringComparison.Ordinal) =>
            "The user has projects of their own. Move or delete them first, or delete them together with the user.",
        UserRemovalResult.Kept kept => kept.Reason,
        UserRemovalResult.LastAdministrator => "This is the last administrator who can sign in. Make somebody else one first.",
        _ => "There is no such user any more.",
    };
}
