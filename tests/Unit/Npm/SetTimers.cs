namespace Registry.Unit.Npm;

/// <summary>Time that passes only when it is told to.</summary>
internal sealed class SetTimers : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public void Pass(TimeSpan time)
    {
        _now += time;
        foreach (var timer in _timers.ToList().Where(timer => timer.Due <= _now))
        {
            timer.Ring();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class Timer(SetTimers time, Action ring) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Ring()
        {
            Due = TimeSpan.MaxValue;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time._now + dueTime;
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
