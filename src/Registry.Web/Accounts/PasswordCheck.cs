using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>What a user name and a password are worth by themselves.</summary>
internal abstract record PasswordCheck
{
    private PasswordCheck()
    {
    }

    public sealed record Right(User User) : PasswordCheck;

    /// <summary>They are right, and the account wants a code besides.</summary>
    public sealed record NeedsCode : PasswordCheck;

    /// <summary>One of them is wrong, or the account takes none at present.</summary>
    public sealed record Wrong : PasswordCheck;
}
