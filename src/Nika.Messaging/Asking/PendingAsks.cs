using System.Collections.Concurrent;
using Nika.Messaging.Consuming;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Asking;

/// <summary>The requests that wait for replies, and the last ones that did: their replies are late.</summary>
internal sealed class PendingAsks(AskCounters counters)
{
    // Enough for the replies that are on their way when their requests time out together.
    private const int Remembered = 32_768;

    private readonly ConcurrentDictionary<Guid, PendingAsk> pending = new();
    private readonly RecentIds recent = new(Remembered);
    private readonly ReceivedEntry entry = new();
    private readonly Lock sync = new();
    private bool isClosed;

    public int Count => pending.Count;

    public void Add(PendingAsk ask)
    {
        lock (sync)
        {
            if (!isClosed)
            {
                _ = pending.TryAdd(ask.Id, ask);
                return;
            }
        }

        ask.Abandon("the pod stops");
    }

    public void Remove(PendingAsk ask)
    {
        lock (sync)
        {
            _ = pending.TryRemove(ask.Id, out _);
            recent.Add(ask.Id);
        }
    }

    /// <summary>Takes an entry of kind <c>result</c> or <c>error</c>. One at a time.</summary>
    public void Take(in StreamEntry found)
    {
        // A peer that knows nothing of the field says by causation_id alone what it replies to: its envelopes are read while anyone waits.
        bool isMarked = found.TryGet(WireFields.ReplyTo, out var replyTo);
        var request = Guid.Empty;
        if (isMarked && (!Guid.TryParse(replyTo, out request) || !IsPending(request)))
        {
            return;
        }

        if (pending.IsEmpty)
        {
            return;
        }

        entry.CopyFrom(found);
        if (entry.ReadEnvelope() is null
            && (isMarked || Guid.TryParse(entry.Meta.CausationId, out request))
            && pending.TryGetValue(request, out var ask)
            && ask.Take(entry, isMarked))
        {
            Remove(ask);
        }
    }

    public void Close(string reason)
    {
        lock (sync)
        {
            isClosed = true;
        }

        foreach (var ask in pending.Values)
        {
            ask.Abandon(reason);
        }
    }

    private bool IsPending(Guid id)
    {
        if (pending.ContainsKey(id))
        {
            return true;
        }

        lock (sync)
        {
            if (recent.Contains(id))
            {
                counters.CountLate();
            }
        }

        return false;
    }
}
