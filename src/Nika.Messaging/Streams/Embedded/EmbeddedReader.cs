using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// Waiting for entries, common to both readers. Looking and falling asleep happen under the keyspace's lock, and so do appending
/// and waking: no append falls between them, and nobody polls.
/// </summary>
internal abstract class EmbeddedReader : IValueTaskSource, IAsyncDisposable
{
    private readonly OpenReaders siblings;
    private readonly ILogger logger;
    private ManualResetValueTaskSourceCore<bool> wakeUp = new() { RunContinuationsAsynchronously = true };
    private bool isWaiting;
    private bool isInterrupted;
    private bool isDisposed;
    private string? foundStranger;

    protected EmbeddedReader(Keyspace keyspace, OpenReaders siblings, ILogger logger)
    {
        Keyspace = keyspace;
        this.siblings = siblings;
        this.logger = logger;
        lock (keyspace.Sync)
        {
            siblings.Add(this);
        }
    }

    protected Keyspace Keyspace { get; }

    public ValueTask ReadAsync(EntryBatch into, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return CollectOrWait(into, count, out var wait) ? default : ReadOnAsync(wait, into, count, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        lock (Keyspace.Sync)
        {
            if (!isDisposed)
            {
                isDisposed = true;
                UnfollowAll();
                siblings.Remove(this);
                Wake();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the read that waits, or the next one.</summary>
    public void Interrupt()
    {
        lock (Keyspace.Sync)
        {
            isInterrupted = true;
            Wake();
        }
    }

    /// <summary>Ends the waiting, if there is any. Under the keyspace's lock.</summary>
    public void Wake()
    {
        if (isWaiting)
        {
            isWaiting = false;
            wakeUp.SetResult(true);
        }
    }

    void IValueTaskSource.GetResult(short token) => wakeUp.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => wakeUp.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        wakeUp.OnCompleted(continuation, state, token, flags);

    /// <summary>Takes what there is. Under the keyspace's lock.</summary>
    protected abstract void Collect(EntryBatch into, int count);

    /// <summary>Leaves the registry. Under the keyspace's lock.</summary>
    protected abstract void UnfollowAll();

    /// <summary>The stream of a key; null if it is absent or, which is logged once, something else.</summary>
    protected EmbeddedStream? StreamOf(string key, ref bool isStranger)
    {
        if (Keyspace.TryGetStream(key, out var stream))
        {
            isStranger = false;
        }
        else if (!isStranger)
        {
            isStranger = true;
            foundStranger = key;
        }

        return stream;
    }

    protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(isDisposed, this);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadOnAsync(ValueTask wait, EntryBatch into, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (cancellationToken.UnsafeRegister(static (self, token) => ((EmbeddedReader)self!).Cancel(token), this))
            {
                await wait.ConfigureAwait(false);
            }

            if (CollectOrWait(into, count, out wait))
            {
                return;
            }
        }
    }

    /// <summary>Takes what there is.</summary>
    /// <returns>Whether the read is over; otherwise <paramref name="wait"/> ends when it is worth looking again.</returns>
    private bool CollectOrWait(EntryBatch into, int count, out ValueTask wait)
    {
        string? stranger;
        bool isOver;
        wait = default;
        lock (Keyspace.Sync)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (isWaiting)
            {
                throw new InvalidOperationException("A reader has one caller at a time.");
            }

            into.Clear();
            Collect(into, count);
            stranger = foundStranger;
            foundStranger = null;
            isOver = into.Count > 0 || isInterrupted;
            if (isOver)
            {
                isInterrupted = false;
            }
            else
            {
                wakeUp.Reset();
                isWaiting = true;
                wait = new ValueTask(this, wakeUp.Version);
            }
        }

        if (stranger is not null)
        {
            logger.NotAStream(stranger);
        }

        return isOver;
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (Keyspace.Sync)
        {
            if (isWaiting)
            {
                isWaiting = false;
                wakeUp.SetException(new OperationCanceledException(cancellationToken));
            }
        }
    }
}
