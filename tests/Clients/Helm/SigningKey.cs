using Registry.Tests.Hosting;

namespace Registry.Clients.Helm;

/// <summary>An OpenPGP key without a passphrase, made by gpg, in keyrings as helm reads them: those of GnuPG 1.</summary>
public sealed class SigningKey : IDisposable
{
    public const string Owner = "Chart Signer";

    private readonly TemporaryDirectory _home = new();

    private SigningKey()
    {
    }

    public string SecretKeyring => Path.Combine(_home.Path, "secret.gpg");

    public string PublicKeyring => Path.Combine(_home.Path, "public.gpg");

    public static async Task<SigningKey> CreateAsync()
    {
        var key = new SigningKey();
        await key.RunAsync("gpg", "--batch", "--passphrase", "", "--quick-generate-key", $"{Owner} <signer@example.com>", "rsa2048", "sign", "never");
        await key.RunAsync("gpg", "--batch", "--output", key.SecretKeyring, "--export-secret-keys");
        await key.RunAsync("gpg", "--batch", "--output", key.PublicKeyring, "--export");
        await key.RunAsync("gpgconf", "--kill", "gpg-agent"); // gpg starts it and leaves it running
        return key;
    }

    public void Dispose() => _home.Dispose();

    private async Task RunAsync(string program, params string[] args) =>
        (await Command.RunAsync(program, args, new Dictionary<string, string?> { ["GNUPGHOME"] = _home.Path })).Succeeded();
}
