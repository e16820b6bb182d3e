using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// Sends acks in batches: whatever gathered while the last batch was under way. During an outage they are held, and sent on
/// recovery; the entries stay in <see cref="InFlightEntries"/> until then.
/// </summary>
internal sealed class AckQueue(IStore store, string group, InFlightEntries inFlight, ConsumerCounters counters, TimeProvider timeProvider)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    // A pod that lives long sees many jobs' streams: what is kept for the next time is bounded.
    private const int MostKept = 64;

    // Bounded by what the consumer holds: every queued ack is an entry in flight.
    private readonly Channel<HeldEntry> queue = Channel.CreateUnbounded<HeldEntry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Batch> batches = new(StringComparer.Ordinal);

    public void Add(in HeldEntry entry) => queue.Writer.TryWrite(entry);

    /// <summary>No more acks come; <see cref="RunAsync"/> ends after the last.</summary>
    public void Complete() => queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A wait that cannot be cancelled is reused by the channel.
        using var end = cancellationToken.UnsafeRegister(static (queue, token) => ((Channel<HeldEntry>)queue!).Writer.TryComplete(new OperationCanceledException(token)), queue);
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out var entry))
            {
                if (!batches.TryGetValue(entry.Identity.Key, out var batch))
                {
                    batches.Add(entry.Identity.Key, batch = new Batch());
                }

                batch.Add(in entry);
            }

            foreach (var (key, batch) in batches)
            {
                if (batch.Count > 0)
                {
                    await SendAsync(key, batch, cancellationToken).ConfigureAwait(false);
                }
            }

            if (batches.Count > MostKept)
            {
                batches.Clear(); // all are sent
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(string key, Batch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                _ = await store.AcknowledgeAsync(key, group, batch.Ids, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(RetryAfter, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }

        counters.CountAcked(batch.Count);
        batch.Forget(key, inFlight);
    }

    // The ids apart from the holdings, so that they are sent without copying.
    private sealed class Batch
    {
        private StreamId[] ids = new StreamId[16];
        private long[] holds = new long[16];

        public int Count { get; private set; }

        public ReadOnlyMemory<StreamId> Ids => ids.AsMemory(0, Count);

        public void Add(in HeldEntry entry)
        {
            if (Count == ids.Length)
            {
                Array.Resize(ref ids, Count * 2);
                Array.Resize(ref holds, Count * 2);
            }

            ids[Count] = entry.Identity.Id;
            holds[Count++] = entry.Hold;
        }

        public void Forget(string key, InFlightEntries inFlight)
        {
            for (int i = 0; i < Count; i++)
            {
                inFlight.Remove(new(key, ids[i]), holds[i]);
            }

            Count = 0;
        }
    }
}
