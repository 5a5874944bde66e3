using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PublishGateTests
{
    private readonly SetTimers _time = new();
    private readonly PublishGate _gate;

    public PublishGateTests() => _gate = new PublishGate(100, _time);

    [Fact]
    public async Task Bodies_come_in_while_there_is_room()
    {
        using var first = await _gate.EnterAsync(60, CancellationToken.None);
        using var second = await _gate.EnterAsync(40, CancellationToken.None);
        using var empty = await _gate.EnterAsync(0, CancellationToken.None);
        var third = _gate.EnterAsync(1, CancellationToken.None).AsTask();
        Assert.False(third.IsCompleted);

        second!.Dispose();

        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Giving_room_back_twice_gives_it_once()
    {
        var first = await _gate.EnterAsync(60, CancellationToken.None);
        using var second = await _gate.EnterAsync(40, CancellationToken.None);

        first!.Dispose();
        first.Dispose();

        using var third = await _gate.EnterAsync(60, CancellationToken.None);
        Assert.False(_gate.EnterAsync(1, CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Nobody_is_passed_by_who_came_later()
    {
        var first = await _gate.EnterAsync(50, CancellationToken.None);
        var large = _gate.EnterAsync(80, CancellationToken.None).AsTask();
        var small = _gate.EnterAsync(10, CancellationToken.None).AsTask();
        Assert.False(large.IsCompleted || small.IsCompleted);

        first!.Dispose();

        Assert.NotNull(await large);
        Assert.NotNull(await small);
    }

    [Fact]
    public async Task A_body_larger_than_all_room_comes_in_alone()
    {
        var huge = await _gate.EnterAsync(long.MaxValue, CancellationToken.None);
        var small = _gate.EnterAsync(1, CancellationToken.None).AsTask();
        Assert.False(small.IsCompleted);

        huge!.Dispose();

        Assert.NotNull(await small);
    }

    [Fact]
    public async Task Who_waited_too_long_is_told_so_and_holds_nobody_up()
    {
        using var first = await _gate.EnterAsync(50, CancellationToken.None);
        var large = _gate.EnterAsync(80, CancellationToken.None).AsTask();
        _time.Pass(PublishGate.Patience - TimeSpan.FromTicks(1));
        var small = _gate.EnterAsync(50, CancellationToken.None).AsTask();
        Assert.False(large.IsCompleted || small.IsCompleted);

        _time.Pass(TimeSpan.FromTicks(1));

        Assert.Null(await large);
        Assert.NotNull(await small);
    }

    [Fact]
    public async Task Who_gives_up_lets_the_next_one_in()
    {
        using var giveUp = new CancellationTokenSource();
        using var first = await _gate.EnterAsync(50, CancellationToken.None);
        var large = _gate.EnterAsync(80, giveUp.Token).AsTask();
        var small = _gate.EnterAsync(50, CancellationToken.None).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        Assert.NotNull(await small);
    }

    [Fact]
    public async Task A_crowd_never_takes_more_than_there_is()
    {
        var inside = 0L;
        var most = 0L;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(async () =>
        {
            var size = 1 + (n * 7 % 60);
            using var room = await _gate.EnterAsync(size, CancellationToken.None);
            var now = Interlocked.Add(ref inside, size);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Add(ref inside, -size);
        })));

        Assert.InRange(most, 1, 100);
        Assert.NotNull(await _gate.EnterAsync(100, CancellationToken.None));
    }

    private static void InterlockedMax(ref long most, long now)
    {
        for (var seen = Interlocked.Read(ref most); now > seen; seen = Interlocked.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }
}
