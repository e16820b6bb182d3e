using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Reading;

/// <summary>Reads for a consumer group: XREADGROUP. A group that is missing, or gets lost, is created after the last id this reader was given.</summary>
internal sealed class RedisGroupReader(Connector connector, ReaderWaker waker, string group, string consumer)
    : StreamReader(connector, waker, "group"), IGroupReader
{
    protected override long Deliveries => 1;

    // They are this consumer's already, and would stay pending.
    protected override bool KeepsRemoved => true;

    public void Add(string key, TimeSpan timeToLive) => Watch(new WatchedKey(key, StreamId.Zero, timeToLive), replace: false);

    protected override void WriteCheck(CommandBuffer into, WatchedKey key)
    {
        StoreCommands.BeginScript(into, Scripts.EnsureGroup, key.Key, 3);
        into.Argument(group);
        into.Argument(key.Last);
        into.Argument(StoreCommands.Milliseconds(key.TimeToLive));
    }

    protected override string? ReadCheck(ref RespReader reader, WatchedKey key)
    {
        if (reader.ReadInteger() == 1 && key.WasChecked)
        {
            Logger.GroupRecreated(group, key.Key, key.Last.ToString());
        }

        return null;
    }

    protected override void WriteRead(CommandBuffer into, ReadOnlySpan<WatchedKey> from, int count, long blockMilliseconds)
    {
        into.Begin(9 + (2 * from.Length));
        into.Argument("XREADGROUP"u8);
        into.Argument("GROUP"u8);
        into.Argument(group);
        into.Argument(consumer);
        into.Argument("COUNT"u8);
        into.Argument(count);
        into.Argument("BLOCK"u8);
        into.Argument(blockMilliseconds);
        into.Argument("STREAMS"u8);
        foreach (var key in from)
        {
            into.Argument(key.Utf8);
        }

        foreach (var _ in from)
        {
            into.Argument(">"u8);
        }
    }
}
