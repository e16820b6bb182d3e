using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Streams;

/// <summary>
/// The way of writes to one server: a queue, the retention ring that keeps each encoded write until its reply, and the gate.
/// Publishing threads put writes in; the store takes them in order, sends them, and reports each one's outcome.
/// Taking has one caller at a time; so has reporting.
/// </summary>
public sealed class WriteLane : IDisposable
{
    // The sweep for callers past their deadline runs this often within one.
    private const int SweepsPerDeadline = 4;

    private readonly RetentionRing ring;
    private readonly IWriteOutcomes outcomes;
    private readonly TimeProvider timeProvider;
    private readonly Action wake;
    private readonly Lock sync = new();
    private readonly ITimer sweeper;
    private bool isUp;
    private bool isSweeping;
    private volatile bool isGoingDown;
    private long serverMilliseconds;

    // While the lane goes down it takes writes until so few are left that failing them under the lock is short.
    private const int FewWrites = 64;
    private const int MostPasses = 16;

    internal WriteLane(string name, Action wake, IWriteOutcomes outcomes, LaneOptions options, TimeProvider timeProvider, ILogger logger)
    {
        Name = name;
        this.wake = wake;
        this.outcomes = outcomes;
        this.timeProvider = timeProvider;
        ReplyDeadline = options.ReplyDeadline;
        ring = new RetentionRing(options.RetentionBytes, options.RetentionWrites);
        Gate = new Gate(name, GateState.Probing, "not connected yet", timeProvider, logger);
        sweeper = timeProvider.CreateTimer(static self => ((WriteLane)self!).SweepWaiting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The lane's name.</summary>
    public string Name { get; }

    /// <summary>How long the store may take to reply; past it the connection counts as stalled. Default 250 ms.</summary>
    public TimeSpan ReplyDeadline { get; }

    /// <summary>Whether the server is used, and why not.</summary>
    public Gate Gate { get; }

    /// <summary>
    /// Whether the server is there. No longer once <see cref="Down"/> has begun: writes that it reports as unknown can only be looked
    /// for after the next <see cref="Up"/>, for until then the lost connection may still bring them.
    /// </summary>
    public bool IsUp => !isGoingDown && Volatile.Read(ref isUp); // in this order: Down ends with the same two, the other way round

    /// <summary>The server's clock in Unix milliseconds, as of the last entry it acknowledged; before the first, as of <see cref="Up"/>.</summary>
    public long ServerMilliseconds => Volatile.Read(ref serverMilliseconds);

    /// <summary>Whether <see cref="Down"/> is at work: what is still in the ring reaches the local log before anything that is added now.</summary>
    internal bool IsGoingDown => isGoingDown;

    /// <summary>Called when the lane has gone up; returns at once.</summary>
    internal Action? WentUp { get; set; }

    /// <summary>How many writes are queued or unanswered.</summary>
    public long Held => ring.Tail - ring.Head;

    /// <summary>How long the oldest write that was taken and not reported has been waiting for its reply; null if there is none.</summary>
    public TimeSpan? OldestUnanswered
    {
        get
        {
            long head = ring.Head;
            return head < ring.Next ? timeProvider.GetElapsedTime(Volatile.Read(ref ring[head].TakenAt)) : null;
        }
    }

    /// <summary>A write that was taken and not yet reported. May be called from the sending and the replying side.</summary>
    /// <param name="sequence">Its number.</param>
    public EncodedWrite this[long sequence]
    {
        get
        {
            ref var slot = ref ring[sequence];
            return slot.Header.View(ring.BytesOf(in slot));
        }
    }

    /// <summary>Takes the next write. It counts as sent from now on.</summary>
    /// <param name="sequence">Its number: consecutive.</param>
    /// <returns>False if nothing is queued.</returns>
    public bool TryTake(out long sequence) => TryTake(timeProvider.GetTimestamp(), out sequence);

    /// <summary>Takes the next write, as <see cref="TryTake(out long)"/> does, without asking the clock: it costs more than the rest.</summary>
    /// <param name="timestamp">Now, from the clock of <see cref="StoreHost"/>; one for all writes that are sent together.</param>
    /// <param name="sequence">Its number: consecutive.</param>
    /// <returns>False if nothing is queued.</returns>
    public bool TryTake(long timestamp, out long sequence) => ring.TryTake(timestamp, out sequence);

    /// <summary>Reports a write as stored. Journal, memory and the waiting caller follow from here. Writes are reported in the order of the replies.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="id">The entry's id; default for hashes and counters.</param>
    public void Delivered(long sequence, StreamId id)
    {
        if (id.Milliseconds > 0)
        {
            Volatile.Write(ref serverMilliseconds, (long)id.Milliseconds);
        }

        ref var slot = ref ring[sequence];
        outcomes.Delivered(in slot.Header, slot.Header.View(ring.BytesOf(in slot)));
        slot.Completion?.TryComplete(slot.CompletionVersion, new(PublishStatus.Delivered, slot.Header.Id, null));
        ring.Release(sequence);
    }

    /// <summary>Reports a write as failed: it goes to the local log.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="failure">What is known of it.</param>
    /// <param name="reason">Why, for people.</param>
    public void Failed(long sequence, WriteFailure failure, string reason)
    {
        ref var slot = ref ring[sequence];
        if (failure == WriteFailure.Unknown)
        {
            slot.Header.After = ServerMilliseconds;
        }

        var result = outcomes.Failed(in slot.Header, slot.Header.View(ring.BytesOf(in slot)), failure, reason, Name);
        slot.Completion?.TryComplete(slot.CompletionVersion, in result);
        ring.Release(sequence);
    }

    /// <summary>Opens the gate: the server answers.</summary>
    /// <param name="serverUnixMilliseconds">The server's clock; what was sent before and is not acknowledged was not stored later than this.</param>
    public void Up(long serverUnixMilliseconds)
    {
        Volatile.Write(ref serverMilliseconds, serverUnixMilliseconds);
        lock (sync)
        {
            Volatile.Write(ref isUp, true);
        }

        Gate.Open();
        WentUp?.Invoke();
    }

    /// <summary>Says that the server is being tried again. Writes still go to the local log.</summary>
    public void Probing() => Gate.Probe();

    /// <summary>
    /// Closes the gate. Every write that was taken and not reported fails as <see cref="WriteFailure.Unknown"/>, every queued one as
    /// <see cref="WriteFailure.NotSent"/>; when this returns new ones go straight to the local log, until <see cref="Up"/>. The store must have stopped taking and reporting.
    /// </summary>
    /// <param name="reason">Why, for people; never holds a secret.</param>
    public void Down(string reason)
    {
        // The store neither takes nor reports: what is in the ring is ours alone. Its writes reach the local log in their order,
        // and before any that is published from now on: until then the ring takes those too, behind the others.
        isGoingDown = true;
        Gate.Close(reason);
        for (long sequence = ring.Head; sequence < ring.Next; sequence++)
        {
            if (!ring[sequence].Released)
            {
                Failed(sequence, WriteFailure.Unknown, reason);
            }
        }

        for (int pass = 0; pass < MostPasses && ring.Tail - ring.Next > FewWrites; pass++)
        {
            FailQueued(ring.Tail, reason);
        }

        lock (sync)
        {
            FailQueued(ring.Tail, reason);
            Volatile.Write(ref isUp, false);
        }

        isGoingDown = false;
    }

    /// <summary>Stops the lane's timer. Writes still held stay where they are; call <see cref="Down"/> first.</summary>
    public void Dispose() => sweeper.Dispose();

    /// <summary>Queues a write.</summary>
    /// <returns>Null if it was taken; otherwise why not.</returns>
    internal string? TryAdd(in WriteHeader header, ReadOnlySpan<byte> write, PublishCompletion? completion)
    {
        string? reason = TryAddQuietly(in header, write, completion);
        if (reason is null)
        {
            wake();
        }

        return reason;
    }

    /// <summary>Wakes the store after <see cref="TryAddQuietly"/>.</summary>
    internal void Wake() => wake();

    /// <summary>Queues a write and leaves it to <see cref="Wake"/> to say so: several are taken together then.</summary>
    /// <returns>Null if it was taken; otherwise why not.</returns>
    internal string? TryAddQuietly(in WriteHeader header, ReadOnlySpan<byte> write, PublishCompletion? completion)
    {
        int version = completion?.Version ?? 0;
        long now = timeProvider.GetTimestamp();
        lock (sync)
        {
            if (!isUp)
            {
                return Gate.Reason ?? "the server is away";
            }

            if (header.Owner is not null && ring.IsHalfFull)
            {
                return "telemetry gives way to messages: the queue is half full";
            }

            if (!ring.TryAdd(in header, write, now, completion, version))
            {
                return "the retention ring is full: the server answers slower than messages come";
            }

            SweepFromNowOn();
        }

        return null;
    }

    /// <summary>Keeps everybody else from adding. For several writes that nothing may come between.</summary>
    internal Lock.Scope Enter() => sync.EnterScope();

    private void FailQueued(long end, string reason)
    {
        while (ring.Next < end && TryTake(out long sequence))
        {
            Failed(sequence, WriteFailure.NotSent, reason);
        }
    }

    /// <summary>Starts the sweep unless it runs. Under the lock.</summary>
    private void SweepFromNowOn()
    {
        if (!isSweeping)
        {
            isSweeping = true;
            var period = ReplyDeadline / SweepsPerDeadline;
            _ = sweeper.Change(period, period);
        }
    }

    private void SweepWaiting()
    {
        // Under the lock nothing is added, so a slot that is released meanwhile cannot become another message's.
        lock (sync)
        {
            if (ring.Head == ring.Tail)
            {
                // An idle pod is not woken for nothing.
                isSweeping = false;
                _ = sweeper.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            for (long sequence = ring.Head; sequence < ring.Tail; sequence++)
            {
                ref var slot = ref ring[sequence];
                if (timeProvider.GetElapsedTime(slot.AddedAt) < ReplyDeadline)
                {
                    break;
                }

                slot.Completion?.TryComplete(slot.CompletionVersion, new(PublishStatus.Degraded, slot.Header.Id, "no reply within the deadline; the message is still under way"));
            }
        }
    }
}
