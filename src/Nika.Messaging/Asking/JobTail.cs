using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Asking;

/// <summary>
/// One reader for all of a pod's conversations: the streams of requests that wait for replies, and of requests that are being handled. It opens with the first. A stream is
/// read for a while after its last use, since whoever asks once mostly asks again.
/// </summary>
internal sealed class JobTail(IStore store, TimeProvider timeProvider, ILogger logger, JobTail.Receiver receive) : IAsyncDisposable
{
    private const int ReadCount = 256;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Followed> followed = new(StringComparer.Ordinal);
    private readonly Lock sync = new();
    private readonly CancellationTokenSource stopping = new();
    private ITailReader? reader;
    private ITimer? sweeper;
    private Task running = Task.CompletedTask;

    public delegate void Receiver(in StreamEntry entry);

    /// <summary>How long a stream is read after its last use.</summary>
    public static TimeSpan Linger { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The streams that are read.</summary>
    public int Count
    {
        get
        {
            lock (sync)
            {
                return followed.Count;
            }
        }
    }

    /// <summary>Reads a stream from now on: whatever is published after this returns is seen. Call <see cref="Release"/> as often.</summary>
    /// <exception cref="StoreUnavailableException">Where the stream ends cannot be told.</exception>
    public async ValueTask FollowAsync(string key, CancellationToken cancellationToken)
    {
        if (!TryFollow(key, after: null))
        {
            _ = TryFollow(key, await store.LastIdAsync(key, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Reads a stream from an entry on, or goes on reading it. Call <see cref="Release"/> as often.</summary>
    public void Follow(string key, StreamId after) => TryFollow(key, after);

    public void Release(string key)
    {
        lock (sync)
        {
            if (followed.TryGetValue(key, out var stream))
            {
                stream.Users--;
                stream.LastUsed = timeProvider.GetTimestamp();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sweeper is not null)
        {
            await sweeper.DisposeAsync().ConfigureAwait(false);
        }

        if (reader is not null)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the streams that nobody has used for a while.</summary>
    internal void Sweep()
    {
        lock (sync)
        {
            foreach (var (key, stream) in followed)
            {
                if (stream.Users == 0 && timeProvider.GetElapsedTime(stream.LastUsed) >= Linger)
                {
                    _ = followed.Remove(key);
                    reader!.Remove(key);
                }
            }
        }
    }

    private bool TryFollow(string key, StreamId? after)
    {
        lock (sync)
        {
            if (!followed.TryGetValue(key, out var stream))
            {
                if (after is not { } start)
                {
                    return false;
                }

                stopping.Token.ThrowIfCancellationRequested();
                Open();
                followed.Add(key, stream = new Followed());
                reader.Add(key, start);
            }

            stream.Users++;
            return true;
        }
    }

    [MemberNotNull(nameof(reader))]
    private void Open()
    {
        if (reader is null)
        {
            reader = store.OpenTail();
            sweeper = timeProvider.CreateTimer(static self => ((JobTail)self!).Sweep(), this, Linger, Linger);
            running = Task.Run(() => RunAsync(reader));
        }
    }

    private async Task RunAsync(ITailReader tail)
    {
        var batch = new EntryBatch();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await tail.ReadAsync(batch, ReadCount, stopping.Token).ConfigureAwait(false);
                for (int i = 0; i < batch.Count; i++)
                {
                    receive(batch[i]);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.ConsumerFailed(exception, "conversations", PauseAfterFault.TotalMilliseconds);
                await Task.Delay(PauseAfterFault, timeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private sealed class Followed
    {
        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}
