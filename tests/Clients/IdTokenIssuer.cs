using System.Net.Http.Headers;
using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients;

/// <summary>A real issuer of ID tokens (oidc-provider), as a system that runs builds is one. Disposing ends it.</summary>
public sealed class IdTokenIssuer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly System.Diagnostics.Process _process;

    private IdTokenIssuer(System.Diagnostics.Process process, string secret)
    {
        _process = process;
        Secret = secret;
    }

    /// <summary>What its ID tokens have as <c>iss</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What a runner shows to get an ID token.</summary>
    public string Secret { get; }

    /// <summary>Where a runner gets one; the audience is to be added.</summary>
    public string TokenAddress => $"{Address}/id-token?build=1";

    /// <param name="algorithm">RS256 or ES256.</param>
    /// <param name="claims">What it says of each build.</param>
    public static async Task<IdTokenIssuer> StartAsync(string algorithm, IReadOnlyDictionary<string, string> claims)
    {
        var secret = Guid.NewGuid().ToString();
        var process = Command.Prepare(
            RepositoryRoot.Combine("tests", "Clients", "node_modules", "node-22", "bin", "node"),
            [RepositoryRoot.Combine("tests", "Clients", "id-token-issuer.mjs"), algorithm, secret, JsonSerializer.Serialize(claims)]);
        Command.Start(process);
        var issuer = new IdTokenIssuer(process, secret);
        process.BeginErrorReadLine(); // it warns that it forgets everything
        try
        {
            const string begins = "Issues at ";
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
            issuer.Address = line?.StartsWith(begins, StringComparison.Ordinal) == true ? line[begins.Length..] : throw new InvalidOperationException($"The issuer does not start: {line}");
            return issuer;
        }
        catch
        {
            await issuer.DisposeAsync();
            throw;
        }
    }

    /// <summary>An ID token about a build, as a variable of the build has it.</summary>
    public async Task<string> IssueAsync(string audience)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{TokenAddress}&audience={Uri.EscapeDataString(audience)}")));
        return answer.RootElement.GetProperty("value").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
