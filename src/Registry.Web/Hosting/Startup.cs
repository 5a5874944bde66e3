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
        ReadyBlobs(services.GetRequiredService<FileBlobStore>().Prepare());
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

    private void ReadyBlobs(FileBlobStore blobs)
    {
        blobs.ClearStaging();
        var flattened = blobs.Flatten();
        if (flattened.Moved > 0)
        {
            LogMoved(logger, flattened.Moved);
        }

        foreach (var path in flattened.Left)
        {
            LogLeft(logger, path);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Data directory {Directory} is ready, rows on {Engine}")]
    private static partial void LogReady(ILogger logger, string directory, DatabaseEngine engine);

    [LoggerMessage(Level = LogLevel.Information, Message = "Moved {Count} stored files of an older version into the folders where this one keeps them")]
    private static partial void LogMoved(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is in a folder of an older version and stays there: it is no stored file, or another of its name and with other bytes is in its place; `verify` tells whether that one is whole")]
    private static partial void LogLeft(ILogger logger, string path);
}
