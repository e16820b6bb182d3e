using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// A store inside the process, with the semantics of Redis streams and hashes: for samples, tests and pods that are alone. It lives
/// and dies with its process; several processes use Redis. Writes are stored when <c>Publish</c> returns, unless another thread is
/// just storing: then that one takes them along. Expiry and ids follow the pod's <see cref="TimeProvider"/>.
/// </summary>
public sealed class EmbeddedStore : IStore
{
    private Parts? parts;
    private volatile bool isClosed;

    /// <inheritdoc/>
    public string Description => "embedded";

    /// <summary>The data, once started.</summary>
    internal Keyspace Keyspace => Running.Keyspace;

    private Parts Running
    {
        get
        {
            var running = Volatile.Read(ref parts) ?? throw new InvalidOperationException("The store has not been started.");
            return isClosed ? throw new StoreUnavailableException("the store is closed") : running;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public ValueTask StartAsync(StoreHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = new Keyspace(host.TimeProvider);
        var drain = new LaneDrain(keyspace);
        var lane = host.CreateLane(Description, drain.Run);
        drain.Attach(lane);
        if (Interlocked.CompareExchange(ref parts, new(keyspace, drain, lane, host.LoggerFactory.CreateLogger<EmbeddedStore>()), null) is not null)
        {
            lane.Dispose();
            throw new InvalidOperationException("The store was started before.");
        }

        lane.Up();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public WriteLane LaneFor(ReadOnlySpan<byte> key) => Running.Lane;

    /// <inheritdoc/>
    public ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        var write = new EncodedWrite
        {
            Kind = WriteKind.Append,
            Key = Encoding.UTF8.GetBytes(key),
            Fields = fields.Span,
            TimeToLiveMilliseconds = Milliseconds(timeToLive),
        };
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            return keyspace.Append(in write, out var id) is { } refusal ? throw new StoreUnavailableException(refusal) : ValueTask.FromResult(id);
        }
    }

    /// <inheritdoc/>
    public IGroupReader OpenGroup(string group, string consumer)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        var running = Running;
        return new EmbeddedGroupReader(running.Keyspace, group, consumer, running.Logger);
    }

    /// <inheritdoc/>
    public ITailReader OpenTail()
    {
        var running = Running;
        return new EmbeddedTailReader(running.Keyspace, running.Logger);
    }

    /// <inheritdoc/>
    public ValueTask<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            return ValueTask.FromResult(TryGetGroup(keyspace, key, group) is { } found ? found.Group.Acknowledge(ids.Span) : 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(string key, string group, string consumer, TimeSpan minIdle, StreamId cursor, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        into.Clear();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            var result = TryGetGroup(keyspace, key, group) is { } found
                ? found.Group.Claim(found.Stream, consumer, minIdle.Ticks / TimeSpan.TicksPerMillisecond, cursor, count, keyspace.Now, into)
                : new ClaimResult(StreamId.Zero, []);
            return ValueTask.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public ValueTask RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            if (TryGetGroup(keyspace, key, group) is { } found)
            {
                found.Group.Renew(found.Stream, consumer, ids.Span, keyspace.Now);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RangeAsync(string key, StreamId from, StreamId to, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        into.Clear();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            keyspace.Stream(key)?.Range(from, to, count, into);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StreamId> LastIdAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            return ValueTask.FromResult(keyspace.Stream(key)?.LastId ?? StreamId.Zero);
        }
    }

    /// <inheritdoc/>
    public ValueTask<HashFields?> ReadHashAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            return ValueTask.FromResult(keyspace.Hash(key)?.Read());
        }
    }

    /// <inheritdoc/>
    public ValueTask<TimeSpan?> TimeToLiveAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyspace = Keyspace;
        lock (keyspace.Sync)
        {
            TimeSpan? left = keyspace.TimeToLive(key) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
            return ValueTask.FromResult(left);
        }
    }

    /// <summary>Closes the lane and ends every blocked read, with an <see cref="ObjectDisposedException"/>. What was stored is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        if (Volatile.Read(ref parts) is not { } running)
        {
            return;
        }

        await running.Drain.CloseAsync().ConfigureAwait(false);
        lock (running.Keyspace.Sync)
        {
            running.Keyspace.Readers.CloseAll();
        }
    }

    /// <summary>A time to live as the keyspace counts it: at least 1 ms.</summary>
    internal static long Milliseconds(TimeSpan timeToLive) => Math.Max(1, timeToLive.Ticks / TimeSpan.TicksPerMillisecond);

    private static (EmbeddedStream Stream, ConsumerGroup Group)? TryGetGroup(Keyspace keyspace, string key, string group)
    {
        Debug.Assert(keyspace.Sync.IsHeldByCurrentThread, "Streams and groups are read under the lock.");
        return keyspace.Stream(key) is { } stream && stream.TryGetGroup(group, out var found) ? (stream, found) : null;
    }

    private sealed record Parts(Keyspace Keyspace, LaneDrain Drain, WriteLane Lane, ILogger Logger);
}
