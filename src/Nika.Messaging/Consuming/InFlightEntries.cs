using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>The entries this consumer holds, from reading to the confirmed ack: what must be renewed, so that nobody else takes them over.</summary>
internal sealed class InFlightEntries
{
    private readonly HashSet<EntryIdentity> entries = [];
    private readonly Lock sync = new();

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
    /// <returns>False if it is held already: it must not be handled twice at once.</returns>
    public bool Add(in EntryIdentity entry)
    {
        lock (sync)
        {
            return entries.Add(entry);
        }
    }

    public void Remove(in EntryIdentity entry)
    {
        lock (sync)
        {
            _ = entries.Remove(entry);
        }
    }

    public Dictionary<string, List<StreamId>> ByKey()
    {
        lock (sync)
        {
            var result = new Dictionary<string, List<StreamId>>(StringComparer.Ordinal);
            foreach (var entry in entries)
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
