using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Registry.Data;
using Registry.Web.Hosting;

namespace Registry.Web.Accounts;

/// <summary>
/// While there is no administrator, prints a link that lets whoever reads this terminal create one. The code in it is new with
/// each start; once there is an administrator, it opens nothing.
/// </summary>
internal sealed class FirstAdministrator(
    IDbContextFactory<RegistryDbContext> databases, IServer server, IOptions<RegistryOptions> options, IHostApplicationLifetime lifetime) : IHostedService
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly string _code = RandomNumberGenerator.GetString(Letters, 32);
    private bool _isClosed;

    /// <summary>True while an administrator can be created with this code.</summary>
    public async Task<bool> IsOpenToAsync(string? code, CancellationToken cancellationToken) =>
        code is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(_code))
        && await IsOpenAsync(cancellationToken);

    /// <summary>True while there is no administrator.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            return false;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        _isClosed = await database.Users.AnyAsync(user => user.IsAdmin, cancellationToken);
        return !_isClosed;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await IsOpenAsync(cancellationToken))
        {
            lifetime.ApplicationStarted.Register(PrintLink);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void PrintLink() => Console.Out.WriteLine($"Registry is new. Create its administrator: {Address()}/setup?code={_code}");

    private string Address()
    {
        if (options.Value.PublicUrl is { } address)
        {
            return address.TrimEnd('/');
        }

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000";
        foreach (var any in (string[])["[::]", "0.0.0.0", "*", "+"])
        {
            listening = listening.Replace($"//{any}:", "//localhost:", StringComparison.Ordinal);
        }

        return listening + options.Value.PathBase;
    }
}
