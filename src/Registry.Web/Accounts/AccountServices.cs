using Microsoft.AspNetCore.Identity;
using Registry.Data;
using Registry.Data.Entities;

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
            .AddSignInManager();
        services.AddHttpContextAccessor();
        services.AddScoped<UserCreation>();
        services.AddScoped<UserChanges>();
        services.AddSingleton<UserRemoval>();
        services.AddSingleton<UserQueries>();
        services.AddScoped<SigningIn>();
        services.AddSingleton<CommandLineLogins>();
        services.AddSingleton<FirstAdministrator>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
        return services;
    }
}
