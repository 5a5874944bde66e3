using Registry.Data;
using Registry.Data.Blobs;

namespace Registry.Web.Hosting;

/// <summary>
/// What happens before the first request: take the data directory, bring the schema up to date, and
/// clear what a killed server left half done.
/// </summary>
internal sealed partial class Startup(IServiceProvider services, ILogger<Startup> logger) : IHostedLifecycleService, IDisposable
{
    private IDisposable? _lock;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<DataDirectory>();
        directory.Create();
        _lock = directory.Lock();
        await services.GetRequiredService<SchemaMigrator>().MigrateAsync(cancellationToken);
        services.GetRequiredService<FileBlobStore>().ClearStaging();
        LogReady(logger, directory.Path, directory.Settings.Engine);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _lock?.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Data directory {Directory} is ready, rows on {Engine}")]
    private static partial void LogReady(ILogger logger, string directory, DatabaseEngine engine);
}
