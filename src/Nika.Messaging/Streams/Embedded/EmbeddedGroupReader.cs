using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>Reads new entries of a consumer group.</summary>
internal sealed class EmbeddedGroupReader(Keyspace keyspace, OpenReaders siblings, string group, string consumer, ILogger logger)
    : EmbeddedReader(keyspace, siblings, logger), IGroupReader
{
    private readonly Dictionary<string, Followed> followed = new(StringComparer.Ordinal);

    public void Add(string key, TimeSpan timeToLive)
    {
        lock (Keyspace.Sync)
        {
            ThrowIfDisposed();
            if (followed.ContainsKey(key))
            {
                return;
            }

            followed.Add(key, new Followed(key));
            Keyspace.Readers.Follow(key, this);
            if (Keyspace.TryGetStream(key, out var stream))
            {
                stream ??= Keyspace.AddStream(key, EmbeddedStore.Milliseconds(timeToLive));
                _ = stream.EnsureGroup(group, StreamId.Zero);
            }

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
                // The group went with its stream, should that have expired or been deleted; what the new one holds comes after what was given.
                var reading = stream.EnsureGroup(group, item.LastGiven);
                int before = into.Count;
                reading.Read(stream, consumer, count, Keyspace.Now, into);
                if (into.Count > before)
                {
                    item.LastGiven = reading.LastDelivered;
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

        public StreamId LastGiven { get; set; }

        public bool IsStranger;
    }
}
