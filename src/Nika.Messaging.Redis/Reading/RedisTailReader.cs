using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Reading;

/// <summary>Reads without a group: XREAD, after the ids it remembers.</summary>
internal sealed class RedisTailReader(Connector connector, ReaderWaker waker)
    : StreamReader(connector, waker, "tail"), ITailReader
{
    protected override long Deliveries => 0;

    // A stream that was moved is read from its new place; what was read at the old one is not wanted.
    protected override bool KeepsRemoved => false;

    public void Add(string key, StreamId after) => Watch(new WatchedKey(key, after, TimeSpan.Zero), replace: true);

    protected override void WriteCheck(CommandBuffer into, WatchedKey key)
    {
        into.Begin(2);
        into.Argument("TYPE"u8);
        into.Argument(key.Utf8);
    }

    protected override string? ReadCheck(ref RespReader reader, WatchedKey key)
    {
        var type = reader.ReadBytes();
        return type.SequenceEqual("stream"u8) || type.SequenceEqual("none"u8)
            ? null
            : $"WRONGTYPE it holds a {System.Text.Encoding.UTF8.GetString(type)}, not a stream";
    }

    protected override void WriteRead(CommandBuffer into, ReadOnlySpan<WatchedKey> from, int count, long blockMilliseconds)
    {
        into.Begin(6 + (2 * from.Length));
        into.Argument("XREAD"u8);
        into.Argument("COUNT"u8);
        into.Argument(count);
        into.Argument("BLOCK"u8);
        into.Argument(blockMilliseconds);
        into.Argument("STREAMS"u8);
        foreach (var key in from)
        {
            into.Argument(key.Utf8);
        }

        foreach (var key in from)
        {
            into.Argument(key.Last);
        }
    }
}
