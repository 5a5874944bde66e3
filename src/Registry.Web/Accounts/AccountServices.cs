using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Hosting;

namespace Registry.Web.Accounts;

/// <summary>People: their accounts, passwords and sessions.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

                // Length is what makes a password strong (NIST 800-63B); rules about characters make people write it down.
                options.Password.RequiredLength = 8;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddEntityFrameworkStores<RegistryDbContext>()
            .AddUserStore<ProtectedUserStore>()
            .AddSignInManager<SecondFactorSignIn>()
            .AddTokenProvider<AuthenticatorTokenProvider<User>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<RegistryOptions>>((passkeys, registry) =>
        {
            // Verified and kept by the device, a passkey is both factors at once, and needs no name to begin with.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ServerDomain = registry.Value.PublicUrl is { } address ? new Uri(address).IdnHost : null;
        });
        services.AddHttpContextAccessor();
        services.AddScoped<UserCreation>();
        services.AddScoped<UserChanges>();
        services.AddSingleton<UserRemoval>();
        services.AddSingleton<UserQueries>();
        services.AddScoped<SigningIn>();
        services.AddScoped<Confirmation>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<TwoFactor>();
        services.AddScoped<Passkeys>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionUsage>());
        services.AddSingleton<CommandLineLogins>();
        services.AddSingleton<FirstAdministrator>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
        return services;
    }
}
