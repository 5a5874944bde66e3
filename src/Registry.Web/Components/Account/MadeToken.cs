using Registry.Web.Packages;

namespace Registry.Web.Components.Account;

/// <summary>A token that a form has just made, for the answer to show.</summary>
public sealed record MadeToken(string Name, CredentialAddress Credential);
