using System.Buffers.Binary;
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
    /// <summary>A buffer that a burst made larger is given back.</summary>
    private const int KeptBytes = 4 * 1024 * 1024;

    private const int FirstBytes = 64 * 1024;

    private readonly AppendOptions options;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly Action<int>? onLost;
    private readonly AppendTargets targets;
    private readonly ITimer retryTimer;
    private readonly Lock sync = new();

    // Under the lock, which is held for copying and swapping only.
    private Utf8Buffer pending = new(FirstBytes);
    private List<TaskCompletionSource<bool>> flushes = [];
    private bool scheduled;
    private bool retryDue;
    private bool closed;
    private bool abandoned;
    private bool overflowing;
    private bool closedWhole;
    private int outstanding;
    private long written;
    private long lost;
    private long heldBytes;
    private long mainLength;

    // The background's own: one runs at a time.
    private Utf8Buffer taken = new(FirstBytes);
    private bool retryArmed;
    private TimeSpan retryAfter;

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
        retryAfter = options.RetryAfter;
        targets = new(options, timeProvider, logger, Settle);
        Gate = new(options.Name, GateState.Healthy, reason: null, timeProvider, logger);
        retryTimer = timeProvider.CreateTimer(static state => ((AppendQueue)state!).RetryIsDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the disk takes lines.</summary>
    public Gate Gate { get; }

    /// <summary>Lines written.</summary>
    public long Written => Locked(ref written);

    /// <summary>Lines lost, those that were not taken among them.</summary>
    public long Lost => Locked(ref lost);

    /// <summary>How many channel files are open; for tests, while nothing is appended.</summary>
    public int OpenChannels => targets.OpenChannels;

    /// <summary>Takes a line. Never waits, never touches a file.</summary>
    /// <returns>False if it was not taken: the queue is full or closed, or the line is too long. Counted as lost.</returns>
    public bool TryAppend<TLine>(in TLine line)
        where TLine : struct, ILineSource, allows ref struct
    {
        bool wake = false;
        bool taking;
        string? overflow = null;
        lock (sync)
        {
            int copies = line.Channel.IsEmpty ? 1 : 2;
            taking = !closed && HasRoom(line.ApproximateLength, out overflow) && TryCopy(in line);
            if (taking)
            {
                outstanding += copies;
            }
            else
            {
                lost += copies;
            }

            if (taking || overflow is not null)
            {
                wake = Schedule();
            }
        }

        if (overflow is not null)
        {
            LogInBackground(overflow);
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return taking;
    }

    /// <summary>Waits until every line taken so far was written, or tried in vain.</summary>
    /// <returns>Whether all of them are in their files.</returns>
    public Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        Task<bool> flushed;
        bool wake;
        lock (sync)
        {
            if (closed)
            {
                return Task.FromResult(closedWhole);
            }

            flushed = AddFlush();
            wake = Schedule();
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return flushed.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits, for a bounded time; what is left then is lost and counted.</summary>
    public async ValueTask DisposeAsync()
    {
        Task flushed;
        bool wake;
        lock (sync)
        {
            if (closed)
            {
                return;
            }

            closed = true;
            flushed = AddFlush();
            wake = Schedule();
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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

        await retryTimer.DisposeAsync().ConfigureAwait(false);
        Abandon(reason);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out bool retry, out var waiters))
        {
            if (retry)
            {
                Gate.Probe();
            }

            Deal();
            targets.Write(retry);
            bool closing = SettleState(out bool stillFull);
            MoveGate(retry, closing, stillFull);
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
                return;
            }
        }
    }

    /// <summary>Takes what waits; the background ends where there is nothing, in the same breath as it says so.</summary>
    private bool TryTake(out bool retry, out List<TaskCompletionSource<bool>> waiters)
    {
        lock (sync)
        {
            retry = retryDue || flushes.Count > 0;
            waiters = [];
            if (pending.Length == 0 && !retry)
            {
                scheduled = false;
                return false;
            }

            (flushes, waiters) = (waiters, flushes);
            retryDue = false;
            (pending, taken) = (taken, pending);
            heldBytes += taken.Length;
            return true;
        }
    }

    /// <summary>Hands the taken lines to their files' buffers.</summary>
    private void Deal()
    {
        targets.Add(taken.WrittenSpan);
        if (taken.Length > KeptBytes)
        {
            taken = new(FirstBytes);
        }

        taken.Clear();
        lock (sync)
        {
            heldBytes = targets.PendingBytes;
        }
    }

    /// <summary>After a round of writing: how much room there is now.</summary>
    /// <returns>Whether that was the last round.</returns>
    private bool SettleState(out bool stillFull)
    {
        long lostSoFar;
        bool ended;
        bool closing;
        lock (sync)
        {
            heldBytes = targets.PendingBytes;
            mainLength = targets.MainLength;

            // Half empty, so that the log does not fill with ends and beginnings.
            ended = overflowing && pending.Length + heldBytes <= options.MaxPendingBytes / 2 && FitsFile(0);
            overflowing &= !ended;
            stillFull = overflowing;
            lostSoFar = lost;
            closing = closed && flushes.Count == 0;
        }

        if (ended)
        {
            logger.OverflowEnded(options.Name, lostSoFar);
        }

        return closing;
    }

    private void MoveGate(bool retried, bool closing, bool stillFull)
    {
        if (targets.Fault is { } fault)
        {
            Gate.Close(fault);
        }
        else
        {
            Gate.Open();
        }

        if (closing || (targets.Fault is null && !stillFull))
        {
            retryAfter = options.RetryAfter;
            retryArmed = false;
            return;
        }

        if (retried || !retryArmed)
        {
            retryTimer.Change(retryAfter, Timeout.InfiniteTimeSpan);
            retryArmed = true;
            retryAfter = TimeSpan.FromTicks(Math.Min(retryAfter.Ticks * 2, options.MaxRetryAfter.Ticks));
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
            wake = Schedule();
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
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

    // Below: under the lock.

    /// <summary>Notes that there is something to do.</summary>
    /// <returns>Whether the caller has to start the background.</returns>
    private bool Schedule()
    {
        bool wake = !scheduled;
        scheduled = true;
        return wake;
    }

    private Task<bool> AddFlush()
    {
        var flush = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        flushes.Add(flush);
        return flush.Task;
    }

    /// <summary>Whether a line fits; the reason if it is the first that does not.</summary>
    private bool HasRoom(int length, out string? overflow)
    {
        overflow = null;
        bool fitsPending = pending.Length + heldBytes + length <= options.MaxPendingBytes;
        if (fitsPending && FitsFile(length))
        {
            return true;
        }

        if (!overflowing)
        {
            overflowing = true;
            retryDue = true; // for a last try now, and then at intervals until there is room
            overflow = fitsPending
                ? $"{options.MainPath} has reached {options.MaxFileBytes} bytes"
                : $"{pending.Length + heldBytes} bytes wait for the disk";
        }

        return false;
    }

    private bool FitsFile(int length) =>
        options.MaxFileBytes == 0 || mainLength + heldBytes + pending.Length + length < options.MaxFileBytes;

    private bool TryCopy<TLine>(in TLine line)
        where TLine : struct, ILineSource, allows ref struct
    {
        int start = pending.Length;
        var writer = new Utf8Writer(pending);
        Span<byte> header = stackalloc byte[AppendTargets.FrameHeader];
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], line.Channel.Length);
        writer.Raw(header);
        writer.Raw(line.Channel);
        int lineStart = writer.Length;
        line.WriteTo(ref writer);
        int length = writer.Length - lineStart;
        writer.Raw("\n"u8);
        if (writer.Error is not null || length > options.MaxLineBytes)
        {
            // Never completed, so the buffer ends where it did.
            return false;
        }

        writer.PatchInt32(start, length + 1);
        writer.Complete();
        return true;
    }

    private void LogInBackground(string overflow) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => state.Queue.logger.Overflowed(state.Queue.options.Name, state.Reason),
            (Queue: this, Reason: overflow),
            preferLocal: false);

    private long Locked(ref long counter)
    {
        lock (sync)
        {
            return counter;
        }
    }
}
