using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Data.Entities;

namespace Registry.Web.Accounts;

/// <summary>
/// Signs in as Identity does, but asks for the second factor wherever that is on: Identity would leave it out where the secret of
/// the authenticator cannot be read.
/// </summary>
internal sealed class SecondFactorSignIn(
    UserManager<User> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation) : SignInManager<User>(users, context, principals, options, logger, schemes, confirmation)
{
    public override Task<bool> IsTwoFactorEnabledAsync(User user) => Task.FromResult(user.TwoFactorEnabled);
}
