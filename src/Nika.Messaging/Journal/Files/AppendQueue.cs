using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// Takes lines from threads that must not wait, and writes them to files in the background. Appending copies the line into one of
/// two buffers; the background takes that buffer, leaves the other, and writes in batches. A disk that fails closes the gate and is
/// tried again at growing intervals; lines wait until the bound is reached, then new ones are lost and counted.
/// Lines are counted once for each file they go to.
/// </summary>
internal sealed class AppendQueue : IThreadPoolWorkItem, IAsyncDisposable
{
    private readonly AppendOptions options;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly Action<int>? onLost;
    private readonly AppendTargets targets;
    private readonly RetryPause pause;
    private readonly Lock sync = new();

    // Under the lock, which is held for copying and swapping only.
    private readonly PendingLines pending;
    private readonly List<TaskCompletionSource<bool>> flushes = [];
    private bool scheduled;
    private bool lingering;
    private bool retryDue;
    private bool closed;
    private bool abandoned;
    private bool closedWhole;
    private int outstanding;
    private long written;
    private long lost;

    // The background's own: one runs at a time.
    private readonly ITimer? lingerTimer;
    private bool hasWritten;
    private Utf8Buffer taken = PendingLines.NewBuffer();

    /// <summary>Makes a queue. Touches no file yet.</summary>
    /// <param name="options">Where, and the bounds.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where changes of state go, once each.</param>
    /// <param name="onLost">Told of lines that were taken and then lost; never of lines that were not taken. Called in the background.</param>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public AppendQueue(AppendOptions options, TimeProvider timeProvider, ILogger logger, Action<int>? onLost = null)
    {
        LibC.RequireLinux($"The {options.Name}");
        this.options = options;
        this.timeProvider = timeProvider;
        this.logger = logger;
        this.onLost = onLost;
        pending = new(options);
        targets = new(options, timeProvider, logger, Settle);
        if (options.Linger > TimeSpan.Zero)
        {
            // Real time: it paces a real disk, and decides nothing.
            lingerTimer = TimeProvider.System.CreateTimer(static self => ((AppendQueue)self!).EndLingering(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        pause = new(options.RetryAfter, options.MaxRetryAfter, timeProvider, RetryIsDue);
        Gate = new(options.Name, GateState.Healthy, reason: null, timeProvider, logger);
    }

    /// <summary>Whether the disk takes lines.</summary>
    public Gate Gate { get; }

    /// <summary>Lines written.</summary>
    public long Written => Interlocked.Read(ref written);

    /// <summary>Lines lost, those that were not taken among them.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Whether the background waits for more before it sleeps; for tests.</summary>
    public bool IsLingering
    {
        get
        {
            lock (sync)
            {
                return lingering;
            }
        }
    }

    /// <summary>How many channel files are open; for tests, while nothing is appended.</summary>
    public int OpenChannels => targets.OpenChannels;

    /// <summary>Takes a line. Never waits, never touches a file.</summary>
    /// <returns>False if it was not taken: the queue is full or closed, or the line is too long. Counted as lost.</returns>
    public bool TryAppend<TLine>(in TLine line)
        where TLine : struct, ILineSource, allows ref struct
    {
        int copies = line.Channel.IsEmpty ? 1 : 2;
        string? overflow = null;
        bool took;
        bool wake = false;
        lock (sync)
        {
            took = !closed && pending.TryAdd(in line, out overflow);
            if (took)
            {
                outstanding += copies;
                wake = Schedule(isUrgent: pending.IsHalfFull);
            }
            else
            {
                lost += copies;
                if (overflow is not null)
                {
                    // One try now, and then at intervals until there is room.
                    retryDue = true;
                    wake = Schedule(isUrgent: true);
                }
            }
        }

        if (overflow is not null)
        {
            LogInBackground(overflow);
        }

        Wake(wake);
        return took;
    }

    /// <summary>Waits until every line taken so far was written, or tried in vain.</summary>
    /// <returns>Whether all of them are in their files.</returns>
    public Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        _ = TryStartFlush(close: false, out var flushed);
        return flushed.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits, for a bounded time; what is left then is lost and counted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!TryStartFlush(close: true, out var flushed))
        {
            return;
        }

        string reason = "the disk does not answer";
        try
        {
            await flushed.WaitAsync(options.DisposeTimeout, timeProvider).ConfigureAwait(false);
            reason = Gate.Reason ?? reason;
        }
        catch (TimeoutException)
        {
            // The background is stuck in the disk. It closes the files when it gets out.
        }

        pause.Dispose();
        lingerTimer?.Dispose();
        Abandon(reason);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out bool retry, out bool closing, out var waiters))
        {
            if (retry)
            {
                Gate.Probe();
            }

            targets.Add(taken.WrittenSpan);
            targets.Write(retry);
            bool full = NoteRoom();
            MoveGate(retry, waitForRetry: !closing && (full || targets.Fault is not null));
            if (closing)
            {
                targets.Dispose();
            }

            foreach (var waiter in waiters)
            {
                waiter.SetResult(targets.Fault is null);
            }

            if (closing)
            {
                // Nothing is taken any more. It stays scheduled, so that nobody starts it again.
                return;
            }
        }
    }

    /// <summary>Takes what waits; the background ends where there is nothing, in the same breath as it says so.</summary>
    private bool TryTake(out bool retry, out bool closing, out TaskCompletionSource<bool>[] waiters)
    {
        lock (sync)
        {
            closing = closed;
            retry = retryDue || flushes.Count > 0;
            waiters = [];
            if (pending.IsEmpty && !retry)
            {
                // It stays scheduled while it lingers.
                scheduled = lingering = hasWritten && lingerTimer is not null && lingerTimer.Change(options.Linger, Timeout.InfiniteTimeSpan);
                hasWritten = false;
                return false;
            }

            hasWritten = true;

            waiters = [.. flushes];
            flushes.Clear();
            retryDue = false;
            taken = pending.Take(taken);
            return true;
        }
    }

    /// <summary>After a round of writing: how much room there is now.</summary>
    /// <returns>Whether there is still none.</returns>
    private bool NoteRoom()
    {
        bool ended;
        bool full;
        long lostSoFar;
        lock (sync)
        {
            ended = pending.Note(targets.PendingBytes, targets.MainLength);
            full = pending.IsOverflowing;
            lostSoFar = lost;
        }

        if (ended)
        {
            logger.OverflowEnded(options.Name, lostSoFar);
        }

        return full;
    }

    private void MoveGate(bool retried, bool waitForRetry)
    {
        if (targets.Fault is { } fault)
        {
            Gate.Close(fault);
        }
        else
        {
            Gate.Open();
        }

        if (waitForRetry)
        {
            pause.Wait(retried);
        }
        else
        {
            pause.Reset();
        }
    }

    private void RetryIsDue()
    {
        bool wake;
        lock (sync)
        {
            if (closed)
            {
                return;
            }

            retryDue = true;
            wake = Schedule(isUrgent: true);
        }

        Wake(wake);
    }

    private void EndLingering()
    {
        bool wake;
        lock (sync)
        {
            (wake, lingering) = (lingering, false);
        }

        Wake(wake);
    }

    private void Settle(int writtenNow, int lostNow)
    {
        lock (sync)
        {
            if (abandoned)
            {
                return;
            }

            outstanding -= writtenNow + lostNow;
            written += writtenNow;
            lost += lostNow;
        }

        if (lostNow > 0)
        {
            onLost?.Invoke(lostNow);
        }
    }

    private void Abandon(string reason)
    {
        int left;
        lock (sync)
        {
            abandoned = true;
            left = outstanding;
            outstanding = 0;
            lost += left;
            closedWhole = left == 0;
        }

        if (left > 0)
        {
            logger.ClosedWithLoss(options.Name, left, reason);
            onLost?.Invoke(left);
        }
    }

    /// <summary>Notes, under the lock, that there is something to do.</summary>
    /// <param name="isUrgent">Whether the background must not linger first.</param>
    /// <returns>Whether the caller has to start the background, outside the lock.</returns>
    private bool Schedule(bool isUrgent)
    {
        bool wake = !scheduled || (lingering && isUrgent);
        lingering &= !wake;
        scheduled = true;
        return wake;
    }

    private void Wake(bool wake)
    {
        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Asks for a round of writing, unless the queue is closed already.</summary>
    private bool TryStartFlush(bool close, out Task<bool> flushed)
    {
        var flush = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool wake;
        lock (sync)
        {
            if (closed)
            {
                flushed = Task.FromResult(closedWhole);
                return false;
            }

            closed = close;
            flushes.Add(flush);
            wake = Schedule(isUrgent: true);
        }

        Wake(wake);
        flushed = flush.Task;
        return true;
    }

    /// <summary>A logger may wait for a disk of its own, and the background may be stuck: neither is the caller's business.</summary>
    private void LogInBackground(string overflow) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => state.Queue.logger.Overflowed(state.Queue.options.Name, state.Reason),
            (Queue: this, Reason: overflow),
            preferLocal: false);
}
