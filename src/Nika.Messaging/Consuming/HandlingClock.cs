namespace Nika.Messaging.Consuming;

/// <summary>
/// The time of one handling after another: its token, cancelled at the handler's limit or when the pod gives up waiting for it.
/// Reused; a handling that keeps to its limit allocates nothing here.
/// </summary>
internal sealed class HandlingClock : IDisposable
{
    private readonly TimeProvider timeProvider;
    private readonly Action<TimeSpan, bool> onOverdue;
    private readonly Lock sync = new();
    private readonly ITimer timer;
    private CancellationTokenSource source = new();
    private long startedAt;
    private TimeSpan limit;
    private bool isRunning;

    /// <summary>Creates a clock that does not run.</summary>
    /// <param name="timeProvider">The time.</param>
    /// <param name="onOverdue">Called at the limit, before the token is cancelled, and again after each further such time: how long it has run, and whether it is the first call.</param>
    public HandlingClock(TimeProvider timeProvider, Action<TimeSpan, bool> onOverdue)
    {
        this.timeProvider = timeProvider;
        this.onOverdue = onOverdue;
        timer = timeProvider.CreateTimer(static self => ((HandlingClock)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    /// <summary>Whether the handling has passed its limit.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Whether the pod has given up waiting for handlers.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Whether nobody waits any more for what is handled.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Whether an exception is the handler's own, and no consequence of the pod's stopping or of the asker's giving up.</summary>
    public bool IsFailure(Exception exception) => exception is not OperationCanceledException || !(IsStopping || IsWithdrawn);

    public void Start(TimeSpan timeLimit)
    {
        lock (sync)
        {
            if (source.IsCancellationRequested && !IsStopping)
            {
                source = new(); // whoever holds the old token may still look at it
            }

            limit = timeLimit;
            startedAt = timeProvider.GetTimestamp();
            IsOverdue = false;
            IsWithdrawn = false;
            isRunning = true;
            if (limit != Timeout.InfiniteTimeSpan)
            {
                _ = timer.Change(limit, limit);
            }
        }
    }

    public void Stop()
    {
        lock (sync)
        {
            isRunning = false;
            if (limit != Timeout.InfiniteTimeSpan)
            {
                _ = timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Cancels what runs, since nobody waits for it any more.</summary>
    public void Withdraw()
    {
        lock (sync)
        {
            if (isRunning)
            {
                IsWithdrawn = true;
                Cancel();
            }
        }
    }

    /// <summary>Cancels what runs, and whatever is started later: the pod waits no longer.</summary>
    public void GiveUp()
    {
        lock (sync)
        {
            IsStopping = true;
            Cancel();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Tick()
    {
        lock (sync)
        {
            // A tick that was on its way when the handling ended finds none, or one that has only begun.
            var elapsed = timeProvider.GetElapsedTime(startedAt);
            if (!isRunning || elapsed < limit)
            {
                return;
            }

            bool isFirst = !IsOverdue;
            IsOverdue = true;
            onOverdue(elapsed, isFirst);
            Cancel();
        }
    }

    // What a handler has registered with its token runs elsewhere: it may block, and what it throws must not end a timer's thread, and so the process.
    private void Cancel() => _ = source.CancelAsync();
}
