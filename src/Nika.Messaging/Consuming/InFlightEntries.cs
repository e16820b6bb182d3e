using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The entries this consumer holds, from reading to the confirmed ack: what must be renewed, so that nobody else takes them over.
/// Each holding has a number: an entry that was given up may be held anew, and the end of the first holding is not the second's.
/// </summary>
internal sealed class InFlightEntries
{
    private readonly Dictionary<EntryIdentity, long> entries = [];
    private readonly Lock sync = new();
    private long lastHold;

    public int Count
    {
        get
        {
            lock (sync)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <returns>The holding's number; 0 if it is held already: it must not be handled twice at once.</returns>
    public long Add(in EntryIdentity entry)
    {
        lock (sync)
        {
            return entries.TryAdd(entry, lastHold + 1) ? ++lastHold : 0;
        }
    }

    public void Remove(in EntryIdentity entry, long hold)
    {
        lock (sync)
        {
            if (entries.TryGetValue(entry, out long current) && current == hold)
            {
                _ = entries.Remove(entry);
            }
        }
    }

    public Dictionary<string, List<StreamId>> ByKey()
    {
        lock (sync)
        {
            var result = new Dictionary<string, List<StreamId>>(StringComparer.Ordinal);
            foreach (var entry in entries.Keys)
            {
                if (!result.TryGetValue(entry.Key, out var ids))
                {
                    result.Add(entry.Key, ids = []);
                }

                ids.Add(entry.Id);
            }

            return result;
        }
    }
}
