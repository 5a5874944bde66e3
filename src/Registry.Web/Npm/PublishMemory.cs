namespace Registry.Web.Npm;

/// <summary>
/// The memory that large publish documents may hold at once, in equal shares. A document takes one share at most, so that
/// none waits for another while it holds what the other waits for.
/// </summary>
/// <param name="budget">Bytes; less than a share is one share.</param>
internal sealed class PublishMemory(long budget) : IDisposable
{
    /// <summary>What a document may hold without a share.</summary>
    public const int FreeSize = 1024 * 1024;

    /// <summary>More than the limits of a document let it hold: its longest token, readme, manifest and lists.</summary>
    public const long ShareSize = 64 * 1024 * 1024;

    private readonly SemaphoreSlim _shares = new((int)Math.Clamp(budget / ShareSize, 1, int.MaxValue));

    /// <summary>Waits for a share; disposing of the answer gives it back.</summary>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _shares.WaitAsync(cancellationToken);
        return new Share(_shares);
    }

    public void Dispose() => _shares.Dispose();

    private sealed class Share(SemaphoreSlim shares) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                shares.Release();
            }
        }
    }
}
