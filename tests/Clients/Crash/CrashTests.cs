using System.Net.Http.Headers;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Crash;

/// <summary>The serving program is killed in the midst of uploads, again and again, and must never lose what it acknowledged.</summary>
public sealed class CrashTests : IAsyncLifetime, IDisposable
{
    private const int Crashes = 20;
    private const int ClientsOfEachFormat = 3;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly IUploads[] _formats;
    private RegistryProcess _registry = null!;
    private string _projectId = "";

    public CrashTests() => _formats = [new ChartUploads(_http, Project), new PackageUploads(_http, Project)];

    public async Task InitializeAsync()
    {
        _registry = await RegistryProcess.StartAsync();
        (await _registry.RunAsync("user", "create", "devi", "--email", "devi@example.com", "--password", "Correct-horse-7")).Succeeded();
        _projectId = (await _registry.RunAsync("project", "create", "acme/parts")).Succeeded().Output.Trim();
        (await _registry.RunAsync("member", "add", "acme/parts", "devi", "developer")).Succeeded();
        var token = (await _registry.RunAsync("token", "create", "--user", "devi", "--name", "crash", "--scopes", "api")).Succeeded().Output.Trim();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task What_was_acknowledged_outlives_any_crash_and_nothing_is_seen_half_done()
    {
        for (var crash = 0; crash < Crashes; crash++)
        {
            await UploadUntilKilledAsync(crash, acknowledgements: 1 + crash * 7 % Crashes);
            await _registry.StartAgainAsync();

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_registry.DataDirectory, "blobs", "staging")));
            var verify = _registry.RunAsync("verify");
            await Task.WhenAll(_formats.Select(format => format.CheckAsync()));
            (await verify).Succeeded();
        }

        Assert.DoesNotContain("\"level\":\"error\"", _registry.Printed, StringComparison.Ordinal);
    }

    private async Task UploadUntilKilledAsync(int crash, int acknowledgements)
    {
        var missing = acknowledgements;
        await Task.WhenAll(_formats.SelectMany(format => Enumerable.Range(0, ClientsOfEachFormat).Select(client => Task.Run(() => UploadAsync(format.Of(crash, client))))));

        async Task UploadAsync(IEnumerable<Func<Task<bool>>> uploads)
        {
            foreach (var sendAsync in uploads)
            {
                try
                {
                    if (!await sendAsync())
                    {
                        continue;
                    }
                }
                catch (HttpRequestException) when (Volatile.Read(ref missing) <= 0)
                {
                    return;
                }

                if (Interlocked.Decrement(ref missing) == 0)
                {
                    await _registry.KillAsync(); // at once, while the others are somewhere within theirs
                }
            }
        }
    }

    private Uri Project() => new(_registry.Address, $"api/v4/projects/{_projectId}/");
}
