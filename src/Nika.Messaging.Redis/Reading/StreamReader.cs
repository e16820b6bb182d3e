using System.Runtime.CompilerServices;
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
    private readonly WatchedKeys keys = new(connector.TimeProvider);
    private readonly ReaderConnection connection = new(connector, use);
    private readonly CommandBuffer command = new();
    private readonly CancellationTokenSource disposing = new();
    private WatchedKey[] active = [];
    private int failures;
    private string? saidRefusal;
    private bool isInterrupted;
    private CancellationTokenSource? stopping;
    private CancellationTokenRegistration stopRegistration;
    private CancellationToken stoppedBy;

    /// <summary>How often an entry just read has been delivered.</summary>
    protected abstract long Deliveries { get; }

    /// <summary>Whether entries of a stream that was removed or moved during the read are still handed over.</summary>
    protected abstract bool KeepsRemoved { get; }

    protected ILogger Logger => connector.Logger;

    /// <summary>Stops watching a stream.</summary>
    public void Remove(string key) => WakeIf(keys.Remove(key));

    /// <summary>Ends the read that waits, or the next one.</summary>
    public void Interrupt()
    {
        Volatile.Write(ref isInterrupted, true);
        WakeIf(keys.Touch());
    }

    /// <summary>Waits for entries; see <see cref="IGroupReader.ReadAsync"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadAsync(EntryBatch into, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        into.Clear();
        ObjectDisposedException.ThrowIf(disposing.IsCancellationRequested, this);
        var stop = StopFor(cancellationToken);
        try
        {
            while (!Volatile.Read(ref isInterrupted) && !await TryReadOnceAsync(into, count, stop).ConfigureAwait(false))
            {
                // Nothing yet: the set of streams has changed, the wait was over, or the server was away.
            }

            Volatile.Write(ref isInterrupted, false);
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
            connection.Dispose();
            stopRegistration.Dispose();
            stopping?.Dispose();
        }
    }

    /// <summary>Writes a question that tells whether a stream can be read, and, for groups, makes it so.</summary>
    protected abstract void WriteCheck(CommandBuffer into, WatchedKey key);

    /// <summary>Reads the answer to the question; errors are dealt with before.</summary>
    /// <returns>Why the stream cannot be read; null if it can.</returns>
    protected abstract string? ReadCheck(ref RespReader reader, WatchedKey key);

    /// <summary>Writes the blocking read.</summary>
    protected abstract void WriteRead(CommandBuffer into, ReadOnlySpan<WatchedKey> from, int count, long blockMilliseconds);

    /// <summary>Adds a stream; one that is there is replaced or stays.</summary>
    protected void Watch(WatchedKey key, bool replace) => WakeIf(keys.Add(key, replace));

    /// <summary>Ends with the caller's token or with the reader. Kept: the caller gives the same token again and again.</summary>
    private CancellationToken StopFor(CancellationToken cancellationToken)
    {
        if (stopping is null || stoppedBy != cancellationToken)
        {
            stopRegistration.Dispose();
            stopping?.Dispose();
            stoppedBy = cancellationToken;
            stopping = CancellationTokenSource.CreateLinkedTokenSource(disposing.Token, cancellationToken);
            stopRegistration = stopping.Token.UnsafeRegister(static self => ((ReaderConnection)self!).Close(), connection);
        }

        return stopping.Token;
    }

    private void WakeIf(bool mustWake)
    {
        if (mustWake)
        {
            _ = Background.Run(WakeAsync);
        }
    }

    private async Task WakeAsync()
    {
        for (int attempt = 0; keys.NeedsWaking() && !disposing.IsCancellationRequested; attempt++)
        {
            await waker.WakeAsync(connection.ClientId, attempt).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TryReadOnceAsync(EntryBatch into, int count, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        (active, long version, var change) = keys.Take(active);
        if (Volatile.Read(ref isInterrupted))
        {
            return false; // raised before the touch that this version has seen: nobody would wake us
        }

        if (active.Length == 0)
        {
            await WaitForKeysAsync(change, stop).ConfigureAwait(false);
            return false;
        }

        try
        {
            if (!connection.IsConnected)
            {
                await connection.ConnectAsync(stop).ConfigureAwait(false);
                keys.DoubtAll();
            }

            if (!await CheckAsync().ConfigureAwait(false))
            {
                return false; // some were set aside: without them, again
            }

            var block = BlockTime();
            command.Clear();
            WriteRead(command, active, count, (long)block.TotalMilliseconds);
            if (!keys.TryBeginRead(version))
            {
                return false;
            }

            await connection.AskAsync(command, block).ConfigureAwait(false);
            keys.EndRead();
            await TakeReplyAsync(into, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (RespConnection.IsLoss(e) && !stop.IsCancellationRequested)
        {
            // One that could not even connect hears of another connection that could.
            bool isAway = !connection.IsConnected;
            connection.Drop(e is RespProtocolException ? "the server sent " + e.Message : e.Message);
            keys.EndRead();
            await connector.Reconnects.WaitAsync(failures++, isAway, stop).ConfigureAwait(false);
        }
        catch (Exception)
        {
            connection.Close();
            keys.EndRead();
            stop.ThrowIfCancellationRequested();
            throw;
        }

        return into.Count > 0;
    }

    private async Task WaitForKeysAsync(Task change, CancellationToken stop)
    {
        try
        {
            await change.WaitAsync(keys.NextRetry() ?? Timeout.InfiniteTimeSpan, connector.TimeProvider, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A stream that was set aside gets another chance.
        }
    }

    /// <summary>How long the read may block: whole milliseconds, at least one, since BLOCK 0 would be for ever.</summary>
    private TimeSpan BlockTime()
    {
        var block = waker.IsRefused ? ReaderWaker.BlockWithoutWaking : connector.Options.ReadBlock;
        if (keys.NextRetry() is { } retry && retry < block)
        {
            block = retry;
        }

        return TimeSpan.FromMilliseconds(Math.Max(1, (long)block.TotalMilliseconds));
    }

    /// <summary>Checks the streams that were not yet, all in one round trip.</summary>
    /// <returns>False if some cannot be read and were set aside.</returns>
    private ValueTask<bool> CheckAsync() => Array.Exists(active, static key => !key.IsChecked) ? CheckDoubtfulAsync() : ValueTask.FromResult(true);

    private async ValueTask<bool> CheckDoubtfulAsync()
    {
        var doubtful = Array.FindAll(active, static key => !key.IsChecked);
        command.Clear();
        foreach (var key in doubtful)
        {
            WriteCheck(command, key);
        }

        await connection.AskAsync(command, TimeSpan.Zero).ConfigureAwait(false);
        bool all = TakeCheck(doubtful[0]);
        foreach (var key in doubtful.Skip(1))
        {
            await connection.NextAsync().ConfigureAwait(false);
            all &= TakeCheck(key);
        }

        return all;
    }

    private bool TakeCheck(WatchedKey key)
    {
        var reader = new RespReader(connection.Frame);
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

        if (keys.Checked(key, problem))
        {
            Logger.KeySetAside(key.Key, WatchedKeys.SetAsideFor.TotalSeconds, problem!);
        }

        return problem is null;
    }

    private ValueTask TakeReplyAsync(EntryBatch into, CancellationToken stop)
    {
        if (TakeEntries(into) is { } error)
        {
            return RefusedAsync(error, stop);
        }

        failures = 0;
        saidRefusal = null;
        return default;
    }

    private async ValueTask RefusedAsync(ServerError error, CancellationToken stop)
    {
        if (error.Kind == ErrorKind.Degraded)
        {
            throw new StoreUnavailableException("the server says " + error.Text);
        }

        // The reply does not say which stream it is about: each is checked before the next read, and groups are made again.
        Array.ForEach(active, static key => key.IsChecked = false);
        if (failures++ == 0)
        {
            return;
        }

        // Checking did not help: slower and slower, never a hot loop.
        if (saidRefusal != error.Text)
        {
            saidRefusal = error.Text;
            Logger.ReadRefused(use, error.Text);
        }

        await Task.Delay(connector.Reconnects.PauseBefore(failures), connector.TimeProvider, stop).ConfigureAwait(false);
    }

    private ServerError? TakeEntries(EntryBatch into)
    {
        var reader = new RespReader(connection.Frame);
        var head = reader.Peek();
        if (head.Kind == RespKind.Error)
        {
            return ServerError.Parse(head.Value);
        }

        // RESP3: a map of streams and entries; RESP2: an array of pairs. Null: the wait is over.
        bool isMap = head.Kind == RespKind.Map;
        int index = 0;
        for (int left = reader.ReadAggregate(); left > 0; left -= isMap ? 2 : 1)
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
            if (!KeepsRemoved && !keys.IsCurrent(key))
            {
                reader.Skip();
                continue;
            }

            var last = Entries.Read(ref reader, key.Key, Deliveries, into);
            key.Last = last > key.Last ? last : key.Last;
        }

        return null;
    }
}
