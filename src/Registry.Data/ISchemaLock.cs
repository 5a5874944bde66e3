namespace Registry.Data;

/// <summary>Keeps all but one program from migrating the same database.</summary>
public interface ISchemaLock
{
    /// <summary>Waits for the lock; disposing gives it back.</summary>
    Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken);
}
