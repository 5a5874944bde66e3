using Microsoft.AspNetCore.Identity;

namespace Registry.Web.Accounts;

/// <summary>Which field of an account a fault is about, in the API's words.</summary>
internal static class UserFields
{
    public const string UserName = "username";
    public const string Email = "email";
    public const string Password = "password";

    /// <summary>The field of a fault that Identity found.</summary>
    public static string Of(IdentityError fault) =>
        fault.Code.StartsWith("Password", StringComparison.Ordinal) ? Password
        : fault.Code.Contains("Email", StringComparison.Ordinal) ? Email
        : UserName;

    /// <summary>Whether the fault is that somebody else has it.</summary>
    public static bool IsTaken(IdentityError fault) => fault.Code.StartsWith("Duplicate", StringComparison.Ordinal);
}
