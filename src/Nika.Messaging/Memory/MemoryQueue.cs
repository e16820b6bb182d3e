using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Nika.Messaging;

/// <summary>
/// Stands between the publish path and memory, so that a slow or absent memory costs a publisher nothing: events wait in a bounded
/// queue, and one background loop writes them in batches, in order, and tries a failed batch again until it is in. While memory is away they
/// wait in a log on disk, if there is one, and are read back from there. Does not own the memory.
/// </summary>
internal sealed partial class MemoryQueue : IAsyncDisposable
{
    // After the shutdown timeout a write is cancelled; how long a memory may take to notice before it is left behind.
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(1);

    private readonly IMemory memory;
    private readonly MemoryLog? log;
    private readonly MemoryQueueOptions options;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly Random jitter;
    private readonly MemoryBacklog backlog;
    private readonly FlushWaiters flushes = new();
    private readonly CancellationTokenSource stopping = new();

    // One slot: any number of signals before the loop looks again are one.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ITimer alarm;
    private readonly Task loop;
    private readonly Lock disposing = new();
    private Task? disposal;
    private volatile bool closed;

    // Somebody asked for a try since the last one began.
    private volatile bool hurry;

    /// <summary>Starts the loop.</summary>
    /// <param name="memory">Where events go.</param>
    /// <param name="options">Bounds and times, read once.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Gets a line for each change of state.</param>
    /// <param name="jitter">The random half of the pauses between tries; used by the loop alone. Default: unpredictable.</param>
    /// <param name="log">Where events wait while memory is away; owned. Null: in the queue alone, and beyond its bounds they are dropped.</param>
    /// <exception cref="ArgumentException">An option is invalid; the message names it and says what is allowed.</exception>
    public MemoryQueue(IMemory memory, MemoryQueueOptions options, TimeProvider timeProvider, ILogger logger, Random? jitter = null, MemoryLog? log = null)
    {
        if (options.FindFault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        this.memory = memory;
        this.log = log;
        this.timeProvider = timeProvider;
        this.logger = logger;
        this.jitter = jitter ?? Random.Shared;
        this.options = new MemoryQueueOptions
        {
            BatchWindow = options.BatchWindow,
            BatchSize = options.BatchSize,
            AttemptTimeout = options.AttemptTimeout,
            RetryDelay = options.RetryDelay,
            MaxRetryDelay = options.MaxRetryDelay,
            ShutdownTimeout = options.ShutdownTimeout,
        };

        // The queue logs each change itself: the gate's own lines speak of the local log, where these events do not go.
        Gate = new Gate("memory", GateState.Healthy, null, timeProvider, NullLogger.Instance);
        backlog = new MemoryBacklog(options.Capacity, options.MaxBytes, options.BatchSize);
        alarm = timeProvider.CreateTimer(static queue => ((MemoryQueue)queue!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        loop = Task.Run(RunAsync);
    }

    /// <summary>The gate before memory.</summary>
    public Gate Gate { get; }

    /// <summary>Events taken. Added = <see cref="Remembered"/> + <see cref="Waiting"/> + <see cref="Logged"/> + those given up at the end.</summary>
    public long Added => backlog.Added;

    /// <summary>Events that are in memory.</summary>
    public long Remembered => backlog.Remembered;

    /// <summary>Events not taken for want of room or after the end, and those given up at the end.</summary>
    public long Dropped => backlog.Dropped;

    /// <summary>Events taken that are neither in memory nor given up.</summary>
    public long Waiting => backlog.Count;

    /// <summary>Copies an event into the queue. Never waits and never throws.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="meta">The envelope.</param>
    /// <param name="metaJson">The envelope as published.</param>
    /// <param name="dataJson">The message as published.</param>
    /// <returns>False if there is no room for it, or the queue has ended; it is counted as dropped then.</returns>
    public bool TryAdd(string text, in NikaMeta meta, ReadOnlySpan<byte> metaJson, ReadOnlySpan<byte> dataJson)
    {
        long size = MemoryBacklog.SizeOf(text, metaJson.Length, dataJson.Length);

        // During an outage the queue is full for long: no copy then.
        var candidate = backlog.HasRoomFor(size) ? Copy(text, meta, metaJson, dataJson) : null;
        bool taken = backlog.TryAdd(candidate, size, out bool awaited, out bool becameFull);
        if (awaited)
        {
            Wake();
        }

        if (becameFull)
        {
            logger.MemoryQueueFull(memory.Description, backlog.Count, backlog.Bytes);
        }

        return taken;
    }

    /// <summary>Waits until every event taken so far is in memory. Starts at once, without waiting for more events or for the end of a pause after a failure.</summary>
    /// <param name="cancellationToken">Gives up waiting; the events stay in the queue.</param>
    /// <returns>False if the queue ended first and gave some of them up.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken = default)
    {
        var waiter = flushes.Add(backlog.Added);
        try
        {
            // The loop may have written the last of them before it could see this waiter.
            flushes.Settle(backlog.Remembered);
            hurry = true;
            Wake();
            return await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            flushes.Remove(waiter);
        }
    }

    /// <summary>Takes no more events, writes those that wait for at most the shutdown timeout, and gives the rest up: counted, and logged once.</summary>
    public ValueTask DisposeAsync()
    {
        lock (disposing)
        {
            return new ValueTask(disposal ??= EndAsync());
        }
    }

    private static MemoryEvent Copy(string text, in NikaMeta meta, ReadOnlySpan<byte> metaJson, ReadOnlySpan<byte> dataJson)
    {
        byte[] bytes = new byte[metaJson.Length + dataJson.Length];
        metaJson.CopyTo(bytes);
        dataJson.CopyTo(bytes.AsSpan(metaJson.Length));
        return new MemoryEvent(text, meta, bytes.AsMemory(0, metaJson.Length), bytes.AsMemory(metaJson.Length));
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private async Task EndAsync()
    {
        backlog.Close();
        closed = true;
        hurry = true;
        Wake();
        if (!await EndsWithinAsync(options.ShutdownTimeout).ConfigureAwait(false))
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await EndsWithinAsync(CancellationGrace).ConfigureAwait(false);
        }

        LogRest();
        long lost = backlog.GiveUp();
        flushes.End(backlog.Remembered);
        if (lost > 0)
        {
            logger.MemoryEventsLost(memory.Description, lost);
        }

        log?.Dispose();
        await alarm.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> EndsWithinAsync(TimeSpan timeout)
    {
        try
        {
            await loop.WaitAsync(timeout, timeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            OpenLog();
            while (true)
            {
                if (log is { HasEvents: true })
                {
                    if (!await ReplayAsync(log).ConfigureAwait(false))
                    {
                        break;
                    }

                    continue;
                }

                if (await NextBatchAsync().ConfigureAwait(false) is not { } batch)
                {
                    break;
                }

                underWay = batch;
                bool isLogged = await RememberAsync(batch).ConfigureAwait(false);
                underWay = null;
                Settle(batch, isLogged);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The shutdown timeout is over; EndAsync counts what is left.
        }
    }

    /// <summary>Waits for a full batch, or for the end of the window that opens with the first event; null at the end.</summary>
    private async ValueTask<MemoryEvent[]?> NextBatchAsync()
    {
        while (!backlog.HasAny)
        {
            if (closed)
            {
                // Nothing comes after the end, so this second look is the last one needed.
                return backlog.HasAny ? backlog.TakeBatch() : null;
            }

            await wake.Reader.ReadAsync(stopping.Token).ConfigureAwait(false);
        }

        await PauseAsync(options.BatchWindow, static queue => queue.closed || queue.flushes.Any || queue.backlog.HasBatch).ConfigureAwait(false);
        return backlog.TakeBatch();
    }

    /// <summary>Writes a batch, as often as it takes, or to the log.</summary>
    /// <returns>Whether it is in the log.</returns>
    private async ValueTask<bool> RememberAsync(MemoryEvent[] batch)
    {
        int failures = 0;
        long outageStart = 0;
        while (true)
        {
            hurry = false;
            if (await TryRememberAsync(batch).ConfigureAwait(false) is not { } reason)
            {
                break;
            }

            failures++;
            Gate.Close(reason);
            if (failures == 1)
            {
                outageStart = timeProvider.GetTimestamp();
                logger.MemoryDegraded(memory.Description, reason);
            }

            if (TryLog(batch))
            {
                return true;
            }

            await PauseAsync(PauseAfter(failures), static queue => queue.hurry).ConfigureAwait(false);
            Gate.Probe();
        }

        Gate.Open();
        if (failures > 0)
        {
            logger.MemoryRecovered(memory.Description, failures, timeProvider.GetElapsedTime(outageStart), backlog.Count - batch.Length);
        }

        return false;
    }

    /// <summary>Tries to write a batch.</summary>
    /// <returns>Null, or why it failed.</returns>
    private async ValueTask<string?> TryRememberAsync(MemoryEvent[] batch)
    {
        using var deadline = new CancellationTokenSource(options.AttemptTimeout, timeProvider);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        try
        {
            // A memory that doesn't look at its token is left behind: whatever it still does is harmless, since writes are idempotent.
            await memory.RememberAsync(batch, attempt.Token).AsTask().WaitAsync(attempt.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return $"no answer within {options.AttemptTimeout}";
        }
        catch (Exception exception)
        {
            // Any memory may be behind the interface, and none of its failures may end the loop. The state and the log tell of it.
            return exception is MemoryUnavailableException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private TimeSpan PauseAfter(int failures)
    {
        // As doubles: after many failures the product is infinite, and the longest pause the smaller one still.
        double pause = Math.Min(options.RetryDelay.Ticks * Math.Pow(2, failures - 1), options.MaxRetryDelay.Ticks);
        return TimeSpan.FromTicks((long)((pause / 2) + (jitter.NextDouble() * pause / 2)));
    }

    /// <summary>Waits, but not once <paramref name="cutShort"/> holds; whoever makes it hold calls <see cref="Wake"/>.</summary>
    private async ValueTask PauseAsync(TimeSpan pause, Func<MemoryQueue, bool> cutShort)
    {
        long start = timeProvider.GetTimestamp();
        while (!cutShort(this))
        {
            var left = pause - timeProvider.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            // Timers count whole milliseconds and would cut off the rest: an alarm that comes too early comes again and again.
            alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            await wake.Reader.ReadAsync(stopping.Token).ConfigureAwait(false);
        }
    }
}
