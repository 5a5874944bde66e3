using System.Runtime.CompilerServices;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public class KeyedLockTests
{
    private readonly KeyedLock _lock = new();

    [Fact]
    public async Task One_at_a_time_gets_in_for_a_key()
    {
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () =>
        {
            using (await _lock.EnterAsync($"key {n % 2}", CancellationToken.None))
            {
                if (n % 2 == 0)
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Another_key_waits_for_nobody()
    {
        using var first = await _lock.EnterAsync("a", CancellationToken.None);
        var second = _lock.EnterAsync("b", CancellationToken.None);

        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task The_turn_is_handed_on_when_it_is_given_back()
    {
        var first = await _lock.EnterAsync("a", CancellationToken.None);
        var second = _lock.EnterAsync("a", CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
        using var third = await _lock.EnterAsync("a", CancellationToken.None);
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up()
    {
        using var giveUp = new CancellationTokenSource();
        var first = await _lock.EnterAsync("a", CancellationToken.None);
        var second = _lock.EnterAsync("a", giveUp.Token).AsTask();
        var third = _lock.EnterAsync("a", CancellationToken.None).AsTask();

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task A_key_that_nobody_wants_is_forgotten()
    {
        var key = await UseAsync();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(key.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> UseAsync()
    {
        await Task.Yield();
        var key = new object();
        (await _lock.EnterAsync(key, CancellationToken.None)).Dispose();
        return new WeakReference(key);
    }
}
