using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// A pod's way to an <see cref="EmbeddedServer"/>: the semantics of Redis streams and hashes inside the process, for samples, tests and
/// swarms of one process. Several processes use Redis. Writes are stored when <c>Publish</c> returns, unless another thread is just
/// storing: then that one takes them along, or, past a few hundred, the thread pool does.
/// </summary>
/// <param name="server">Where everything is kept.</param>
public sealed partial class EmbeddedStore(EmbeddedServer server) : IStore
{
    private readonly Keyspace keyspace = server.Keyspace;
    private readonly OpenReaders readers = new();
    private Running? running;
    private volatile bool isClosed;

    /// <inheritdoc/>
    public string Description => "embedded";

    private Running StartedOnce => Volatile.Read(ref running) ?? throw new InvalidOperationException("The store has not been started.");

    private Running Started
    {
        get
        {
            var started = StartedOnce;
            return isClosed ? throw new StoreUnavailableException("the store is closed") : started;
        }
    }

    /// <summary>The lock of the keyspace, to whom may use it: the store is started and not closed.</summary>
    private Lock Sync
    {
        get
        {
            _ = Started;
            return keyspace.Sync;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public ValueTask StartAsync(StoreHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        cancellationToken.ThrowIfCancellationRequested();
        var drain = new LaneDrain(keyspace);
        var lane = host.CreateLane(Description, drain.Run);
        drain.Attach(lane);
        if (Interlocked.CompareExchange(ref running, new(drain, lane, host.LoggerFactory.CreateLogger<EmbeddedStore>()), null) is not null)
        {
            lane.Dispose();
            throw new InvalidOperationException("The store was started before.");
        }

        lane.Up(host.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public WriteLane LaneFor(ReadOnlySpan<byte> key) => StartedOnce.Lane;

    /// <inheritdoc/>
    public ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        Append(key, fields, timeToLive, maxLength: 0, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, int maxLength, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        return Append(key, fields, timeToLive, maxLength, cancellationToken);
    }

    /// <inheritdoc/>
    public IGroupReader OpenGroup(string group, string consumer)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        return new EmbeddedGroupReader(keyspace, readers, group, consumer, Started.Logger);
    }

    /// <inheritdoc/>
    public ITailReader OpenTail() => new EmbeddedTailReader(keyspace, readers, Started.Logger);

    /// <inheritdoc/>
    public ValueTask<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(FindGroup(key, group) is { } found ? found.Group.Acknowledge(ids.Span) : 0);
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
        lock (Sync)
        {
            var result = FindGroup(key, group) is { } found
                ? found.Group.Claim(found.Stream, consumer, minIdle.Ticks / TimeSpan.TicksPerMillisecond, cursor, count, keyspace.Now, into)
                : new ClaimResult(StreamId.Zero, []);
            return ValueTask.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public ValueTask RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            if (FindGroup(key, group) is { } found)
            {
                found.Group.Renew(found.Stream, consumer, ids.Span, keyspace.Now);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<GroupPosition?> PositionAsync(string key, string group, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(FindGroup(key, group) is { } found
                ? new GroupPosition(found.Group.LastDelivered, found.Group.Pending.Ids(count))
                : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask RangeAsync(string key, StreamId from, StreamId to, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        into.Clear();
        lock (Sync)
        {
            keyspace.Stream(key)?.Range(from, to, count, into);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StreamId> LastIdAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(keyspace.Stream(key)?.LastId ?? StreamId.Zero);
        }
    }

    /// <inheritdoc/>
    public ValueTask<HashFields?> ReadHashAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(keyspace.Hash(key)?.Read());
        }
    }

    /// <inheritdoc/>
    public ValueTask<TimeSpan?> TimeToLiveAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            TimeSpan? left = keyspace.TimeToLive(key) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
            return ValueTask.FromResult(left);
        }
    }

    /// <summary>Closes the lane and ends every blocked read, with an <see cref="ObjectDisposedException"/>. What was stored stays with the server.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        if (Volatile.Read(ref running) is not { } started)
        {
            return;
        }

        await started.Drain.CloseAsync().ConfigureAwait(false);
        EmbeddedReader[] open;
        lock (keyspace.Sync)
        {
            open = readers.ToArray();
        }

        foreach (var reader in open)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A time to live as the keyspace counts it: at least 1 ms.</summary>
    internal static long Milliseconds(TimeSpan timeToLive) => Math.Max(1, timeToLive.Ticks / TimeSpan.TicksPerMillisecond);

    private ValueTask<StreamId> Append(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, int maxLength, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        var write = new EncodedWrite
        {
            Kind = WriteKind.Append,
            Key = Encoding.UTF8.GetBytes(key),
            Fields = fields.Span,
            TimeToLiveMilliseconds = Milliseconds(timeToLive),
            MaxLength = maxLength,
        };
        lock (Sync)
        {
            return keyspace.Append(in write, out var id) is { } refusal ? throw new StoreUnavailableException(refusal) : ValueTask.FromResult(id);
        }
    }

    private (EmbeddedStream Stream, ConsumerGroup Group)? FindGroup(string key, string group)
    {
        Debug.Assert(keyspace.Sync.IsHeldByCurrentThread, "Streams and groups are read under the lock.");
        return keyspace.Stream(key) is { } stream && stream.TryGetGroup(group, out var found) ? (stream, found) : null;
    }

    private sealed record Running(LaneDrain Drain, WriteLane Lane, ILogger Logger);
}
