namespace Registry.Web.Npm;

/// <summary>A window over a stream of JSON. It holds what is not yet understood, and grows only as far as one token needs.</summary>
/// <param name="source">The stream; it stays open.</param>
/// <param name="most">The most bytes the window may have.</param>
internal sealed class JsonInput(Stream source, int most)
{
    private byte[] _window = new byte[Math.Min(64 * 1024, most)];
    private int _start;
    private int _end;

    /// <summary>What was read and not consumed. It may be written over, and is gone with the next <see cref="FillAsync"/>.</summary>
    public Memory<byte> Unread => _window.AsMemory(_start, _end - _start);

    /// <summary>Whether the stream has ended: nothing comes behind <see cref="Unread"/>.</summary>
    public bool IsEnd { get; private set; }

    public long Consumed { get; private set; }

    /// <summary>The window's bytes once it is filled again.</summary>
    public int NextSize => IsFull ? (int)Math.Min(2L * _window.Length, most) : _window.Length;

    private bool IsFull => _end - _start == _window.Length;

    public void Consume(int count)
    {
        _start += count;
        Consumed += count;
    }

    /// <summary>Fills the window, whole unless the stream ends. False if it is full and may not grow.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (IsFull && _window.Length == most)
        {
            return false;
        }

        // A token is looked at anew after each filling: whole windows, and twice as large ones, keep that from mattering.
        var window = NextSize == _window.Length ? _window : GC.AllocateUninitializedArray<byte>(NextSize);
        Unread.CopyTo(window);
        (_window, _start, _end) = (window, 0, _end - _start);
        while (!IsEnd && _end < _window.Length)
        {
            var read = await source.ReadAsync(_window.AsMemory(_end), cancellationToken);
            _end += read;
            IsEnd = read == 0;
        }

        return true;
    }
}
