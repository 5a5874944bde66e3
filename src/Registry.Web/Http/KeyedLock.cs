namespace Registry.Web.Http;

/// <summary>Lets one in at a time for each key, and forgets a key that nobody waits for.</summary>
internal sealed class KeyedLock
{
    private readonly Dictionary<object, Turn> _turns = [];

    /// <summary>Waits for the turn; disposing of the answer hands it on.</summary>
    public async ValueTask<IDisposable> EnterAsync(object key, CancellationToken cancellationToken)
    {
        Turn? turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(key, out turn))
            {
                _turns[key] = turn = new Turn();
            }

            turn.Wanted++;
        }

        try
        {
            await turn.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Forget(key, turn);
            throw;
        }

        return new Held(this, key, turn);
    }

    private void Forget(object key, Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Wanted == 0)
            {
                _turns.Remove(key);
                turn.Gate.Dispose();
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Wanted { get; set; }
    }

    private sealed class Held(KeyedLock owner, object key, Turn turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Gate.Release();
            owner.Forget(key, turn);
        }
    }
}
