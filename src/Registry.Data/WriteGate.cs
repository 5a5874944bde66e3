namespace Registry.Data;

/// <summary>
/// Lets one writer in at a time where the engine has one: waiting here is fair and quiet, waiting for SQLite's lock is neither.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim? _turn;

    private WriteGate(SemaphoreSlim? turn) => _turn = turn;

    /// <summary>A gate that one writer passes at a time, for SQLite.</summary>
    public static WriteGate OneAtATime() => new(new SemaphoreSlim(1, 1));

    /// <summary>A gate that always stands open, for an engine that settles its writers itself.</summary>
    public static WriteGate Open() => new(turn: null);

    public void Dispose() => _turn?.Dispose();

    internal Task EnterAsync(CancellationToken cancellationToken) => _turn?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    internal void Leave() => _turn?.Release();
}
