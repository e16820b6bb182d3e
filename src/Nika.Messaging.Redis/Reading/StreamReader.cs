using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Reading;

/// <summary>
/// What both readers share: a connection of their own on which a read blocks, a set of streams that may change while it does, and
/// patience during outages. A change wakes a blocked read by CLIENT UNBLOCK, sent again until the reader has taken the change: the
/// first one may arrive before the read does.
/// </summary>
internal abstract class StreamReader(Connector connector, ReaderWaker waker, string use) : IAsyncDisposable
{
    private static readonly TimeSpan SetAsideFor = TimeSpan.FromSeconds(30);

    private readonly Lock sync = new();
    private readonly Dictionary<string, WatchedKey> keys = new(StringComparer.Ordinal);
    private readonly CommandBuffer command = new();
    private readonly CancellationTokenSource disposing = new();
    private TaskCompletionSource changed = NewSource();
    private WatchedKey[] active = [];
    private RespConnection? connection;
    private ITimer? stallWatch;
    private int version;
    private int takenVersion = -1;
    private bool isReading;
    private bool isWaking;
    private int failures;
    private string? saidRefusal;

    protected Connector Connector => connector;

    /// <summary>The log's name for this reader.</summary>
    protected string Use => use;

    private TimeProvider Clock => connector.TimeProvider;

    /// <summary>Stops watching a stream.</summary>
    public void Remove(string key)
    {
        lock (sync)
        {
            if (!keys.Remove(key))
            {
                return;
            }
        }

        Changed();
    }

    /// <summary>Waits for entries; see <see cref="IGroupReader.ReadAsync"/>.</summary>
    public async ValueTask ReadAsync(EntryBatch into, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        into.Clear();
        ObjectDisposedException.ThrowIf(disposing.IsCancellationRequested, this);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(disposing.Token, cancellationToken);
        using var registration = stop.Token.UnsafeRegister(static self => ((StreamReader)self!).Disconnect(null), this);
        try
        {
            while (!await TryReadOnceAsync(into, count, stop.Token).ConfigureAwait(false))
            {
                // Nothing yet: the set of streams has changed, the wait was over, or the server was away.
            }
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException("The reader was disposed while it read.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposing.IsCancellationRequested)
        {
            await disposing.CancelAsync().ConfigureAwait(false);
            Disconnect(null);
            if (stallWatch is not null)
            {
                await stallWatch.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes a question that tells whether a stream can be read, and, for groups, makes it so.</summary>
    protected abstract void WriteCheck(CommandBuffer into, WatchedKey key);

    /// <summary>Reads the answer to the question; errors are dealt with before.</summary>
    /// <returns>Why the stream cannot be read; null if it can.</returns>
    protected abstract string? ReadCheck(ref RespReader reader, WatchedKey key);

    /// <summary>Writes the blocking read.</summary>
    protected abstract void WriteRead(CommandBuffer into, ReadOnlySpan<WatchedKey> from, int count, long blockMilliseconds);

    /// <summary>How often an entry just read has been delivered.</summary>
    protected abstract long Deliveries { get; }

    /// <summary>Whether entries of a stream that was removed or moved during the read are still handed over.</summary>
    protected abstract bool KeepsRemoved { get; }

    /// <summary>Adds a stream; one that is there is replaced or stays.</summary>
    protected void Watch(WatchedKey key, bool replace)
    {
        lock (sync)
        {
            if (!keys.TryAdd(key.Key, key))
            {
                if (!replace)
                {
                    return;
                }

                keys[key.Key] = key;
            }
        }

        Changed();
    }

    private void Changed()
    {
        lock (sync)
        {
            version++;
            changed.TrySetResult();
            changed = NewSource();
            if (!isReading || isWaking)
            {
                return;
            }

            isWaking = true;
        }

        _ = Background.Run(WakeAsync);
    }

    /// <summary>Unblocks the read that is under way until the reader has taken the change.</summary>
    private async Task WakeAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            long clientId;
            lock (sync)
            {
                if (!isReading || takenVersion == version || disposing.IsCancellationRequested)
                {
                    isWaking = false;
                    return;
                }

                clientId = connection?.Facts.ClientId ?? 0;
            }

            await waker.WakeAsync(clientId, attempt).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryReadOnceAsync(EntryBatch into, int count, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        int taken;
        Task change;
        lock (sync)
        {
            taken = version;
            change = changed.Task;
            TakeActive();
        }

        if (active.Length == 0)
        {
            await WaitForKeysAsync(change, stop).ConfigureAwait(false);
            return false;
        }

        bool wasConnected = false;
        try
        {
            var connected = await ConnectAsync(stop).ConfigureAwait(false);
            wasConnected = true;
            if (!await CheckAsync(connected).ConfigureAwait(false))
            {
                return false; // some were set aside: without them, again
            }

            long block = BlockMilliseconds();
            command.Clear();
            WriteRead(command, active, count, block);
            lock (sync)
            {
                if (taken != version)
                {
                    return false;
                }

                takenVersion = taken;
                isReading = true;
            }

            stallWatch!.Change(TimeSpan.FromMilliseconds(block) + connector.Options.CommandTimeout, Timeout.InfiniteTimeSpan);
            await connected.SendAsync(command.Written).ConfigureAwait(false);
            await connected.ReadFrameAsync().ConfigureAwait(false);
            stallWatch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            EndRead();
            if (await TryTakeAsync(connected, into, stop).ConfigureAwait(false))
            {
                failures = 0;
                saidRefusal = null;
            }
        }
        catch (Exception e) when (RespConnection.IsLoss(e) && !stop.IsCancellationRequested)
        {
            EndRead();
            string reason = e is RespProtocolException ? "the server sent " + e.Message : e.Message;
            Disconnect(reason);
            if (wasConnected)
            {
                connector.Logger.Lost(connector.Endpoint, use, reason);
            }

            await connector.Reconnects.WaitAsync(failures++, stop).ConfigureAwait(false);
        }
        catch (Exception)
        {
            EndRead();
            Disconnect("the reader was interrupted");
            stop.ThrowIfCancellationRequested();
            throw;
        }

        return into.Count > 0;
    }

    private void EndRead()
    {
        lock (sync)
        {
            isReading = false;
        }
    }

    /// <summary>Whatever is not set aside, or has been for long enough.</summary>
    private void TakeActive()
    {
        if (active.Length == keys.Count && takenVersion == version && Array.TrueForAll(active, static key => key.SetAsideAt is null))
        {
            return;
        }

        active = [.. keys.Values.Where(key => key.SetAsideAt is not { } since || Clock.GetElapsedTime(since) >= SetAsideFor)];
    }

    private async Task WaitForKeysAsync(Task change, CancellationToken stop)
    {
        TimeSpan? retry;
        lock (sync)
        {
            retry = NextRetry();
        }

        try
        {
            await change.WaitAsync(retry ?? Timeout.InfiniteTimeSpan, Clock, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A stream that was set aside gets another chance.
        }
    }

    private TimeSpan? NextRetry()
    {
        TimeSpan? next = null;
        foreach (var key in keys.Values)
        {
            if (key.SetAsideAt is { } since)
            {
                var left = SetAsideFor - Clock.GetElapsedTime(since);
                left = left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
                next = next < left ? next : left;
            }
        }

        return next;
    }

    private long BlockMilliseconds()
    {
        lock (sync)
        {
            var block = waker.IsRefused ? ReaderWaker.BlockWithoutWaking : connector.Options.ReadBlock;
            if (NextRetry() is { } retry && retry < block)
            {
                block = retry;
            }

            // BLOCK 0 would be for ever.
            return Math.Max(1, (long)block.TotalMilliseconds);
        }
    }

    private async ValueTask<RespConnection> ConnectAsync(CancellationToken stop)
    {
        if (connection is { } connected)
        {
            return connected;
        }

        connected = await connector.ConnectAsync(use, stop).ConfigureAwait(false);
        lock (sync)
        {
            connection = connected;
            stallWatch ??= Clock.CreateTimer(static self => ((StreamReader)self!).DisconnectIfStalled(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            foreach (var key in keys.Values)
            {
                key.IsChecked = false; // the server may have been restarted, empty
            }
        }

        // Cancelled between connecting and keeping the connection: the registration did not see it.
        if (stop.IsCancellationRequested)
        {
            connected.Dispose();
        }

        return connected;
    }

    private void DisconnectIfStalled()
    {
        // A reply that has arrived, and that a busy pod has not come to yet, is no stall.
        if (connection is { HasArrivals: false })
        {
            Disconnect("no reply to a read in time");
        }
    }

    /// <summary>Closes the connection. A reason is for the one who waits on it.</summary>
    private void Disconnect(string? reason)
    {
        RespConnection? old;
        lock (sync)
        {
            old = connection;
            connection = null;
        }

        old?.Close(reason ?? "the reader was stopped");
    }

    /// <summary>Checks the streams that were not yet, all in one round trip.</summary>
    /// <returns>False if some cannot be read and were set aside.</returns>
    private async ValueTask<bool> CheckAsync(RespConnection connected)
    {
        if (Array.TrueForAll(active, static key => key.IsChecked))
        {
            return true;
        }

        var doubtful = Array.FindAll(active, static key => !key.IsChecked);
        command.Clear();
        foreach (var key in doubtful)
        {
            WriteCheck(command, key);
        }

        stallWatch!.Change(connector.Options.CommandTimeout, Timeout.InfiniteTimeSpan);
        await connected.SendAsync(command.Written).ConfigureAwait(false);
        bool all = true;
        foreach (var key in doubtful)
        {
            await connected.ReadFrameAsync().ConfigureAwait(false);
            all &= TakeCheck(connected.Frame, key);
        }

        stallWatch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return all;
    }

    private bool TakeCheck(ReadOnlySpan<byte> frame, WatchedKey key)
    {
        var reader = new RespReader(frame);
        string? problem;
        if (reader.Peek() is { Kind: RespKind.Error } reply)
        {
            var error = ServerError.Parse(reply.Value);
            problem = error.Kind == ErrorKind.Degraded ? throw new StoreUnavailableException("the server says " + error.Text) : error.Text;
        }
        else
        {
            problem = ReadCheck(ref reader, key);
        }

        lock (sync)
        {
            if (problem is null)
            {
                key.IsChecked = key.WasChecked = true;
                key.SetAsideAt = null;
                key.SaidReason = null;
                return true;
            }

            key.SetAsideAt = Clock.GetTimestamp();
            if (key.SaidReason == problem)
            {
                return false;
            }

            key.SaidReason = problem;
        }

        connector.Logger.KeySetAside(key.Key, SetAsideFor.TotalSeconds, problem);
        return false;
    }

    /// <summary>Takes the reply of a read.</summary>
    /// <returns>False if it was an error.</returns>
    private async ValueTask<bool> TryTakeAsync(RespConnection connected, EntryBatch into, CancellationToken stop)
    {
        if (TakeEntries(connected.Frame, into) is not { } error)
        {
            return true;
        }

        if (error.Kind == ErrorKind.Degraded)
        {
            throw new StoreUnavailableException("the server says " + error.Text);
        }

        // The reply does not say which stream it is about: each is checked before the next read, and groups are made again.
        Array.ForEach(active, static key => key.IsChecked = false);
        if (failures++ > 0)
        {
            // Checking did not help: slower and slower, never a hot loop.
            if (saidRefusal != error.Text)
            {
                saidRefusal = error.Text;
                connector.Logger.ReadRefused(use, error.Text);
            }

            await Task.Delay(connector.Reconnects.PauseBefore(failures), Clock, stop).ConfigureAwait(false);
        }

        return false;
    }

    private ServerError? TakeEntries(ReadOnlySpan<byte> frame, EntryBatch into)
    {
        var reader = new RespReader(frame);
        var head = reader.Peek();
        if (head.Kind == RespKind.Error)
        {
            return ServerError.Parse(head.Value);
        }

        // RESP3: a map of streams and entries; RESP2: an array of pairs. Null: the wait is over.
        bool isMap = head.Kind == RespKind.Map;
        int left = reader.ReadAggregate();
        int index = 0;
        for (; left > 0; left -= isMap ? 2 : 1)
        {
            if (!isMap)
            {
                _ = reader.ReadAggregate();
            }

            var name = reader.ReadBytes();
            while (index < active.Length && !name.SequenceEqual(active[index].Utf8))
            {
                index++; // streams are answered in the order asked, those without news left out
            }

            if (index == active.Length)
            {
                throw new RespProtocolException("entries of a stream that was not asked for");
            }

            var key = active[index];
            if (!KeepsRemoved && !IsCurrent(key))
            {
                reader.Skip();
                continue;
            }

            var last = Entries.Read(ref reader, key.Key, Deliveries, into);
            key.Last = last > key.Last ? last : key.Last;
        }

        return null;
    }

    private bool IsCurrent(WatchedKey key)
    {
        lock (sync)
        {
            return keys.TryGetValue(key.Key, out var current) && ReferenceEquals(current, key);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
