using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>One's own account: two-factor authentication, sessions, password.</summary>
internal sealed class AccountPages(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Good => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status);

    public ILocator Sessions => page.GetByRole(AriaRole.Table, new() { Name = "Sessions" }).Locator("tbody tr");

    public Task OpenAsync(string name) => page.GotoAsync($"-/user_settings/{name}");

    /// <summary>Sets two-factor authentication up and answers the secret and the recovery codes.</summary>
    public async Task<(string Secret, string[] Codes)> EnableTwoFactorAsync()
    {
        await OpenAsync("two_factor_auth");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        var secret = await page.Locator(".copyfield code").InnerTextAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(Code(secret));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        var codes = await page.GetByRole(AriaRole.Region, new() { Name = "Recovery codes" }).Locator("pre").InnerTextAsync();
        return (secret, codes.Split('\n'));
    }

    public async Task EnterAsync(string code)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code", Exact = true }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
    }

    public async Task RecoverAsync(string code)
    {
        await page.GetByText("Your phone is not at hand?").ClickAsync();
        await page.GetByLabel("Recovery code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the recovery code" }).ClickAsync();
    }

    public async Task ChangePasswordAsync(string current, string wanted)
    {
        await page.GetByLabel("Current password").FillAsync(current);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(wanted);
        await page.GetByLabel("New password again").FillAsync(wanted);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
    }

    /// <summary>What an authenticator app shows for the secret (RFC 6238), now or so many half minutes from now.</summary>
    public static string Code(string secret, int ahead = 0)
    {
        var bits = string.Concat(secret.Replace(" ", "", StringComparison.Ordinal).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2)).ToArray();
        var step = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(step, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + ahead);
#pragma warning disable CA5350 // as authenticator apps do
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        return $"{(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(at)) & 0x7fffffff) % 1_000_000:000000}";
    }
}
