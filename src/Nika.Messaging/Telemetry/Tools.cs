using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging;

/// <summary>
/// The pod's tool calls, observed without being felt: each leaves an entry on <c>agent:events:{session_id}</c>, renews the heartbeat
/// (<c>agent:state:{session_id}</c>) and is counted in <c>agent:metrics:{date}</c> and <c>nika:ipc:metrics:{date}</c>, within 100 ms and in one flush with the calls
/// around it. Best effort: what the store does not take is dropped and counted, never logged or replayed, and before any message is.
/// Nothing here throws for a bad name, an outage or a full queue.
/// </summary>
public sealed class Tools : IOwnWrites
{
    /// <summary>The most characters of a detail or a reason; what is longer is cut.</summary>
    public const int MaxTextLength = 1_000;

    private static readonly MessageDescriptor Event = DescriptorOf<ToolCall>();

    // To wake the store costs more than the call itself, so calls wait for each other; not for more than so many.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);
    private const int MostWaiting = 256;

    private readonly Lock sync = new();
    private readonly BoundedPool<RunningTool> pool = new(1024);
    private readonly Publisher publisher;
    private readonly Heartbeat heartbeat;
    private readonly ToolTally tally;
    private readonly IpcMetrics metrics;
    private readonly PodActivity activity;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private WriteLane? events;
    private ITimer? timer;
    private bool isStopped;
    private long flushedCalls;
    private long begun;
    private long refused;
    private long stored;
    private long dropped;

    internal Tools(Publisher publisher, Heartbeat heartbeat, ToolTally tally, IpcMetrics metrics, PodActivity activity, TimeProvider timeProvider, ILogger logger)
    {
        this.publisher = publisher;
        this.heartbeat = heartbeat;
        this.tally = tally;
        this.metrics = metrics;
        this.activity = activity;
        this.timeProvider = timeProvider;
        this.logger = logger;
    }

    /// <summary>Calls that have begun.</summary>
    public long Begun => Volatile.Read(ref begun);

    /// <summary>Calls that have ended; those that are not among them run, or nobody ended them.</summary>
    public long Ended => activity.ToolCalls;

    /// <summary>Ended calls that failed.</summary>
    public long Failed => activity.ToolErrors;

    /// <summary>Calls whose name is no id, which are not recorded.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Ended calls whose entry is on the stream.</summary>
    public long Stored => Volatile.Read(ref stored);

    /// <summary>Ended calls whose entry is not on the stream, as far as is known: the store was away, or the queue was for messages.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>
    /// Begins a call: <c>using var call = nika.Tools.Begin("Read", path);</c>. Costs no allocation. A call that never ends leaves no entry and
    /// holds nothing.
    /// </summary>
    /// <param name="tool">The tool's name, an id (<see cref="IdFormat.Pattern"/>). With another name the call is not recorded, which is counted, and logged once. The first 1,000 names of a day are counted each for itself, the rest together.</param>
    /// <param name="detail">What it is about, e.g. a path; cut at <see cref="MaxTextLength"/> characters. Not a secret: it is on the stream for a day.</param>
    public ToolScope Begin(string tool, string? detail = null)
    {
        if (!IdFormat.IsValid(tool))
        {
            if (Interlocked.Increment(ref refused) == 1)
            {
                logger.ToolRefused(IdFormat.Explain(tool, "tool name"));
            }

            return default;
        }

        _ = Interlocked.Increment(ref begun);
        activity.Tool = tool;
        var call = pool.TryRent(out var used) ? used : new RunningTool();
        return new(this, call, call.Begin(tool, Cut(detail), timeProvider.GetTimestamp()));
    }

    /// <summary>Runs a tool as one call, which fails when it throws.</summary>
    /// <typeparam name="TResult">What the tool gives.</typeparam>
    /// <param name="tool">The tool's name, as for <see cref="Begin"/>.</param>
    /// <param name="run">The tool.</param>
    /// <param name="detail">What it is about, as for <see cref="Begin"/>.</param>
    /// <param name="cancellationToken">Given to the tool.</param>
    /// <returns>What the tool gave; its exception passes through. A cancelled call has failed.</returns>
    public async ValueTask<TResult> RunAsync<TResult>(string tool, Func<CancellationToken, ValueTask<TResult>> run, string? detail = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var call = Begin(tool, detail);
        try
        {
            return await run(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Fail(exception.Message);
            throw;
        }
    }

    void IOwnWrites.Answered(in WriteHeader header, WriteFailure? failure)
    {
        if (failure is null)
        {
            _ = Interlocked.Increment(ref stored);
            metrics.Count(Event, IpcCounter.Delivered);
        }
        else
        {
            Drop();
        }
    }

    internal async ValueTask StopAsync()
    {
        lock (sync)
        {
            isStopped = true;
        }

        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        Flush();
    }

    internal static string? Cut(string? text) => text?.Length > MaxTextLength ? text[..MaxTextLength] : text;

    internal void End(RunningTool running, long use)
    {
        if (!running.TryEnd(use, timeProvider, out var call))
        {
            return;
        }

        pool.Return(running);
        activity.CountTool(!call.Succeeded);
        metrics.Count(Event, IpcCounter.Published);
        tally.Count(call.Tool, !call.Succeeded, DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime));
        if (publisher.Tell(in call, this) is not { } lane)
        {
            Drop();
        }
        else if (activity.ToolCalls % MostWaiting == 0)
        {
            lane.Wake();
        }
        else
        {
            Volatile.Write(ref events, lane);
        }

        if (Volatile.Read(ref timer) is null)
        {
            BeginFlushing();
        }
    }

    private void BeginFlushing()
    {
        lock (sync)
        {
            if (timer is null && !isStopped)
            {
                Volatile.Write(ref timer, timeProvider.CreateTimer(static self => ((Tools)self!).Flush(), this, FlushInterval, FlushInterval));
            }
        }
    }

    /// <summary>Has the store take what has gathered.</summary>
    internal void Flush()
    {
        long calls = activity.ToolCalls;
        bool isNew = Interlocked.Exchange(ref flushedCalls, calls) != calls;
        var state = isNew ? heartbeat.Touch() : heartbeat.CatchUp();
        var daily = tally.Write();
        var ipc = isNew ? metrics.Write() : null;

        // Once for all four, so that they leave in one flush. Where the keys are on several servers, each of them.
        var woken = Interlocked.Exchange(ref events, null);
        woken?.Wake();
        Wake(state, woken);
        Wake(daily, woken);
        Wake(ipc, woken);
    }

    private static void Wake(WriteLane? lane, WriteLane? woken)
    {
        if (!ReferenceEquals(lane, woken))
        {
            lane?.Wake();
        }
    }

    private static MessageDescriptor DescriptorOf<T>()
        where T : IMessage<T> => T.Descriptor;

    private void Drop()
    {
        _ = Interlocked.Increment(ref dropped);
        metrics.Count(Event, IpcCounter.Dropped);
    }
}
