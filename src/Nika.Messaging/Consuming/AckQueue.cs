using System.Runtime.InteropServices;
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

    // Bounded by what the consumer holds: every queued ack is an entry in flight.
    private readonly Channel<EntryIdentity> queue = Channel.CreateUnbounded<EntryIdentity>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(in EntryIdentity entry) => queue.Writer.TryWrite(entry);

    /// <summary>No more acks come; <see cref="RunAsync"/> ends after the last.</summary>
    public void Complete() => queue.Writer.Complete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new Dictionary<string, List<StreamId>>(StringComparer.Ordinal);
        while (await queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out var entry))
            {
                if (!batch.TryGetValue(entry.Key, out var ids))
                {
                    batch.Add(entry.Key, ids = []);
                }

                ids.Add(entry.Id);
            }

            foreach (var (key, ids) in batch)
            {
                if (ids.Count > 0)
                {
                    await SendAsync(key, ids, cancellationToken).ConfigureAwait(false);
                    ids.Clear();
                }
            }
        }
    }

    private async Task SendAsync(string key, List<StreamId> ids, CancellationToken cancellationToken)
    {
        var memory = CollectionsMarshal.AsSpan(ids).ToArray();
        while (true)
        {
            try
            {
                _ = await store.AcknowledgeAsync(key, group, memory, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(RetryAfter, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }

        counters.CountAcked(memory.Length);
        foreach (var id in memory)
        {
            inFlight.Remove(new(key, id));
        }
    }
}
