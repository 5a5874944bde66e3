namespace Registry.Web.Npm;

/// <summary>
/// Bounds the bytes of publish bodies that come in at once for the whole server, so that the disk holds no more of them than was
/// set aside. First come, first served: a large body is not passed by small ones for ever.
/// </summary>
/// <param name="capacity">Bytes. A body that declares more gets in alone.</param>
/// <param name="time">Tells when somebody has waited too long.</param>
internal sealed class PublishGate(long capacity, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LinkedList<Waiting> _queue = [];
    private readonly Lock _lock = new();
    private long _taken;

    /// <summary>
    /// Waits for room. Disposing of the answer makes it again; the answer is null where there was none within <see cref="Patience"/>.
    /// </summary>
    /// <param name="size">The body's declared bytes, or its limit where it declares none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<IDisposable?> EnterAsync(long size, CancellationToken cancellationToken)
    {
        size = Math.Clamp(size, 0, capacity);
        LinkedListNode<Waiting> place;
        lock (_lock)
        {
            place = _queue.AddLast(new Waiting(size));
            LetIn();
        }

        try
        {
            await place.Value.Turn.Task.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (Leave(place))
            {
                return null;
            }
        }
        catch (OperationCanceledException)
        {
            if (!Leave(place))
            {
                Return(size);
            }

            throw;
        }

        return new Room(this, size);
    }

    // False where the turn came in the same moment.
    private bool Leave(LinkedListNode<Waiting> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return false;
            }

            _queue.Remove(place);
            LetIn();
            return true;
        }
    }

    private void Return(long size)
    {
        lock (_lock)
        {
            _taken -= size;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (_queue.First is { } first && _taken + first.Value.Size <= capacity)
        {
            _queue.RemoveFirst();
            _taken += first.Value.Size;
            first.Value.Turn.SetResult();
        }
    }

    private sealed record Waiting(long Size)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Room(PublishGate gate, long size) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                gate.Return(size);
            }
        }
    }
}
