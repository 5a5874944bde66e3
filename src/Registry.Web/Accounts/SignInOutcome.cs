namespace Registry.Web.Accounts;

/// <summary>What came of signing in.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    public sealed record SignedIn : SignInOutcome;

    /// <summary>The password is right; the code is still to come.</summary>
    public sealed record NeedsCode : SignInOutcome;

    /// <param name="Reason">A sentence for the page.</param>
    public sealed record Refused(string Reason) : SignInOutcome;
}
