using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>Reads streams without a group.</summary>
internal sealed class EmbeddedTailReader(Keyspace keyspace, OpenReaders siblings, ILogger logger)
    : EmbeddedReader(keyspace, siblings, logger), ITailReader
{
    private readonly Dictionary<string, Followed> followed = new(StringComparer.Ordinal);

    public void Add(string key, StreamId after)
    {
        lock (Keyspace.Sync)
        {
            ThrowIfDisposed();
            if (!followed.TryGetValue(key, out var item))
            {
                item = new Followed(key);
                followed.Add(key, item);
                Keyspace.Readers.Follow(key, this);
            }

            item.After = after;
            Wake();
        }
    }

    public void Remove(string key)
    {
        lock (Keyspace.Sync)
        {
            if (followed.Remove(key))
            {
                Keyspace.Readers.Unfollow(key, this);
            }
        }
    }

    protected override void Collect(EntryBatch into, int count)
    {
        foreach (var item in followed.Values)
        {
            if (StreamOf(item.Key, ref item.IsStranger) is { } stream)
            {
                int before = into.Count;
                stream.ReadAfter(item.After, count, into);
                if (into.Count > before)
                {
                    item.After = into[^1].Id;
                }
            }
        }
    }

    protected override void UnfollowAll()
    {
        foreach (string key in followed.Keys)
        {
            Keyspace.Readers.Unfollow(key, this);
        }
    }

    private sealed class Followed(string key)
    {
        public string Key { get; } = key;

        public StreamId After { get; set; }

        public bool IsStranger;
    }
}
