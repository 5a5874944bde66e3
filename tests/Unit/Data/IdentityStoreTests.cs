using Microsoft.AspNetCore.Identity;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data;

/// <summary>Identity's own stores over our rows.</summary>
public sealed class IdentityStoreTests
{
    private const string Password = "Correct-horse-7";

    [Theory, EveryEngine]
    public async Task An_account_is_found_by_name_and_by_mail_address_in_any_case(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, async users =>
        {
            var ada = new User { UserName = "Ada", Email = "ada@example.com", CreatedAt = Rows.Now };
            Assert.Equal(IdentityResult.Success, await users.CreateAsync(ada, Password));
        });

        await InScopeAsync(data, async users =>
        {
            var ada = Assert.IsType<User>(await users.FindByNameAsync("aDA"));
            Assert.Equal("Ada", ada.UserName);
            Assert.Equal(Rows.Now, ada.CreatedAt);
            Assert.Equal(ada.Id, (await users.FindByEmailAsync("ADA@example.com"))?.Id);
            Assert.Equal(ada.Id, (await users.FindByIdAsync(ada.Id.ToString()))?.Id);
            Assert.True(await users.CheckPasswordAsync(ada, Password));
            Assert.Null(await users.FindByNameAsync("grace"));
        });
    }

    [Theory, EveryEngine]
    public async Task A_user_name_is_given_once(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, async users =>
        {
            await users.CreateAsync(new User { UserName = "ada" });
            var again = await users.CreateAsync(new User { UserName = "ADA" });
            Assert.Equal("DuplicateUserName", Assert.Single(again.Errors).Code);
        });
    }

    [Theory, EveryEngine]
    public async Task A_passkey_is_kept_and_finds_its_account(DatabaseEngine engine)
    {
        byte[] credential = [.. Enumerable.Range(0, 64).Select(number => (byte)number)];
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, async users =>
        {
            var ada = new User { UserName = "ada" };
            await users.CreateAsync(ada);
            var passkey = new UserPasskeyInfo(
                credential, publicKey: [1, 2, 3], Rows.Now, signCount: 5, transports: ["usb", "nfc"],
                isUserVerified: true, isBackupEligible: true, isBackedUp: false, attestationObject: [4], clientDataJson: [5])
            { Name = "Key ring" };
            Assert.Equal(IdentityResult.Success, await users.AddOrUpdatePasskeyAsync(ada, passkey));
        });

        await InScopeAsync(data, async users =>
        {
            var ada = Assert.IsType<User>(await users.FindByPasskeyIdAsync(credential));
            Assert.Equal("ada", ada.UserName);
            var passkey = Assert.Single(await users.GetPasskeysAsync(ada));
            Assert.Equal("Key ring", passkey.Name);
            Assert.Equal(credential, passkey.CredentialId);
            Assert.Equal([1, 2, 3], passkey.PublicKey);
            Assert.Equal(Rows.Now, passkey.CreatedAt);
            Assert.Equal(5u, passkey.SignCount);
            Assert.Equal(["usb", "nfc"], passkey.Transports!);
        });
    }

    [Theory, EveryEngine]
    public async Task A_guessed_password_makes_no_permission_stale(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, users => users.CreateAsync(new User { UserName = "ada", LockoutEnabled = true }, Password));
        var before = await data.ReadStampsAsync();

        await InScopeAsync(data, async users =>
        {
            var ada = (await users.FindByNameAsync("ada"))!;
            for (var guess = 0; guess < 5; guess++)
            {
                Assert.Equal(IdentityResult.Success, await users.AccessFailedAsync(ada));
            }

            Assert.True(await users.IsLockedOutAsync(ada));
            Assert.Equal(before, await data.ReadStampsAsync());

            await users.AccessFailedAsync(ada);
            Assert.Equal(IdentityResult.Success, await users.ResetAccessFailedCountAsync(ada));
        });

        Assert.Equal(before, await data.ReadStampsAsync());
    }

    [Theory, EveryEngine]
    public async Task A_changed_account_makes_permissions_stale(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, users => users.CreateAsync(new User { UserName = "ada" }, Password));
        var before = await data.ReadStampsAsync();

        await InScopeAsync(data, async users =>
        {
            var ada = (await users.FindByNameAsync("ada"))!;
            Assert.Equal(IdentityResult.Success, await users.ChangePasswordAsync(ada, Password, "Correct-horse-8"));
            Assert.Equal(before.Access + 1, (await data.ReadStampsAsync()).Access);

            ada.BlockedAt = Rows.Now;
            ada.AccessFailedCount = 1;
            Assert.Equal(IdentityResult.Success, await users.UpdateAsync(ada));
            Assert.Equal(before.Access + 2, (await data.ReadStampsAsync()).Access);
        });
    }

    [Theory, EveryEngine]
    public async Task An_account_read_elsewhere_makes_permissions_stale_when_it_is_updated(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        var ada = new User { UserName = "ada" };
        await InScopeAsync(data, users => users.CreateAsync(ada));
        var before = await data.ReadStampsAsync();

        ada.IsAdmin = true;
        await using (var scope = data.Services.CreateAsyncScope())
        {
            var store = scope.ServiceProvider.GetRequiredService<IUserStore<User>>();
            Assert.Equal(IdentityResult.Success, await store.UpdateAsync(ada, CancellationToken.None));
        }

        Assert.Equal(before.Access + 1, (await data.ReadStampsAsync()).Access);
        await InScopeAsync(data, async users => Assert.True((await users.FindByNameAsync("ada"))!.IsAdmin));
    }

    [Theory, EveryEngine]
    public async Task Of_two_who_change_one_account_the_later_is_told(DatabaseEngine engine)
    {
        await using var data = await CreateAsync(engine);
        await InScopeAsync(data, users => users.CreateAsync(new User { UserName = "ada" }));

        await InScopeAsync(data, first => InScopeAsync(data, async second =>
        {
            var one = (await first.FindByNameAsync("ada"))!;
            var same = (await second.FindByNameAsync("ada"))!;
            one.Name = "Ada Lovelace";
            same.Name = "Ada King";

            Assert.Equal(IdentityResult.Success, await first.UpdateAsync(one));
            Assert.Equal("ConcurrencyFailure", Assert.Single((await second.UpdateAsync(same)).Errors).Code);
        }));
    }

    private static Task<TestDatabase> CreateAsync(DatabaseEngine engine) => TestDatabase.CreateAsync(engine, services =>
        services.AddLogging().AddIdentityCore<User>().AddEntityFrameworkStores<RegistryDbContext>());

    private static async Task InScopeAsync(TestDatabase data, Func<UserManager<User>, Task> act)
    {
        await using var scope = data.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
    }
}
