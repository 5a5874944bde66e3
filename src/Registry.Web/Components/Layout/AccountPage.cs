namespace Registry.Web.Components.Layout;

/// <summary>Which page of the account its navigation marks as the current one.</summary>
public enum AccountPage
{
    Profile,
    AccessTokens,
    Password,
    TwoFactor,
    Passkeys,
    Sessions,
    Preferences,
}
