using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>What an encoder made of a message, copied out of the thread's buffer.</summary>
internal sealed class EncodedMessage
{
    private EncodedMessage(in WriteHeader header, ReadOnlySpan<byte> encoded)
    {
        Header = header;
        var write = header.View(encoded);
        Key = Encoding.UTF8.GetString(write.Key);
        TimeToLive = TimeSpan.FromMilliseconds(write.TimeToLiveMilliseconds);
        MaxLength = write.MaxLength;
        var reader = new FieldReader(write.Fields);
        while (reader.TryNext(out var name, out var value))
        {
            Fields.Add((Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
            PayloadBytes += name.Length + value.Length;
        }
    }

    public WriteHeader Header { get; }

    public string Key { get; }

    public TimeSpan TimeToLive { get; }

    public long MaxLength { get; }

    public List<(string Name, string Value)> Fields { get; } = [];

    /// <summary>The bytes of all names and values.</summary>
    public int PayloadBytes { get; }

    public NikaMeta Meta
    {
        get
        {
            var reader = new JsonReader(Encoding.UTF8.GetBytes(this["NIKA_META"]));
            Assert.True(NikaMeta.TryReadJson(ref reader, out var meta));
            return meta;
        }
    }

    public string this[string field] => Assert.Single(Fields, item => item.Name == field).Value;

    public static EncodedMessage Entry<T>(MessageEncoder encoder, in T message)
        where T : IStreamMessage<T>
    {
        Assert.Null(encoder.EncodeEntry(in message, out var header, out var encoded));
        return new(in header, encoded.WrittenSpan);
    }

    public static EncodedMessage Hash<T>(MessageEncoder encoder, in T message)
        where T : IHashMessage<T>
    {
        Assert.Null(encoder.EncodeHash(in message, out var header, out var encoded));
        return new(in header, encoded.WrittenSpan);
    }
}
