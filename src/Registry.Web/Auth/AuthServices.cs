using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Registry.Web.Http;

namespace Registry.Web.Auth;

/// <summary>From credentials to a caller, and from a caller to what the caller may do. Whatever declares nothing is denied.</summary>
internal static class AuthServices
{
    public static IServiceCollection AddAuth(this IServiceCollection services)
    {
        services.AddSingleton<AccessReader>();
        services.AddSingleton<ProjectDecisions>();
        services.AddSingleton<GroupDecisions>();
        services.AddSingleton<OpenPageCount>();
        services.AddScoped<OpenPage>();
        services.AddScoped<CircuitHandler>(page => page.GetRequiredService<OpenPage>());
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationHandler, NamespaceHandler>();
        services.AddSingleton<IAuthorizationHandler, GroupHandler>();
        services.AddSingleton<IAuthorizationHandler, AccountHandler>();
        services.AddSingleton<IAuthorizationHandler, OwnTokenHandler>();
        services.AddSingleton<IAuthorizationHandler, TokenOwnerHandler>();
        services.AddSingleton<IAuthorizationHandler, GoodCredentialsHandler>();
        services.AddSingleton<IAuthorizationHandler, ApiHandler>();
        services.AddSingleton<IAuthorizationHandlerProvider, HandlersByRequirement>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResultHandler>();
        services.AddAuthentication(options => options.DefaultChallengeScheme = IdentityConstants.ApplicationScheme) // CallerAuthentication settles who calls
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                options.LoginPath = "/users/sign_in";
                options.LogoutPath = "/users/sign_out";
                options.ReturnUrlParameter = "return_to";
                options.Cookie.Name = "registry_session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromDays(14);
                options.SlidingExpiration = true;
                options.Events.OnSigningIn = SessionAuthentication.SigningInAsync;
                options.Events.OnValidatePrincipal = SessionAuthentication.ValidateAsync;
                options.Events.OnSigningOut = SessionAuthentication.SigningOutAsync;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                // Who gave the password and not yet the code, or what a passkey was asked.
                options.Cookie.Name = "registry_sign_in";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            });
        var policies = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => IsLateStaticFile((context.Resource as HttpContext)?.GetEndpoint())).Build());

        // By name, for the attributes of pages: without one, they would also ask for somebody signed in.
        foreach (var permission in Enum.GetValues<ProjectPermission>())
        {
            policies.AddPolicy(permission.ToString(), policy => policy.AddRequirements(new PermissionRequirement(permission)));
        }

        foreach (var permission in Enum.GetValues<GroupPermission>())
        {
            policies.AddPolicy(permission.ToString(), policy => policy.AddRequirements(new GroupRequirement(permission)));
        }

        policies.AddPolicy(RequireAdminAttribute.PolicyName, policy => policy.AddRequirements(new AccountRequirement(MustBeAdmin: true)));
        policies.AddPolicy(RequireNamespaceAttribute.PolicyName, policy => policy.AddRequirements(new NamespaceRequirement()));

        return services;
    }

    /// <summary>MapStaticAssets adds this address, for files of wwwroot that came after the build, without taking a policy for it.</summary>
    internal static bool IsLateStaticFile(Endpoint? endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: "{**path:file}" };
}
