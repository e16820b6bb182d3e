using Nika.Messaging.Journal.Files;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A line of the local log: a write that was not delivered, whole.</summary>
internal readonly ref struct LocalLogLineSource : ILineSource
{
    /// <summary>Member names, punctuation, time and numbers.</summary>
    private const int Frame = 336;

    public required DateTimeOffset Timestamp { get; init; }

    public required EncodedWrite Write { get; init; }

    public required WriteFailure Failure { get; init; }

    public required string Reason { get; init; }

    public required string Lane { get; init; }

    /// <summary>The envelope's id.</summary>
    public required Guid Id { get; init; }

    public required MessageLayer Layer { get; init; }

    /// <summary>Whether it is to be sent again.</summary>
    public required bool Replay { get; init; }

    /// <summary>The text for memory; null if it is not to be remembered.</summary>
    public string? MemoryText { get; init; }

    /// <summary>For an unknown outcome: the server's clock, in Unix milliseconds, after which it may have been stored.</summary>
    public long After { get; init; }

    public ReadOnlySpan<byte> Channel => default;

    public int ApproximateLength => Frame + Lane.Length + Reason.Length + (MemoryText?.Length ?? 0) + Write.Key.Length + Write.Fields.Length;

    public void WriteTo(ref Utf8Writer writer)
    {
        writer.Raw("{\"ts\":"u8);
        writer.UtcMicroseconds(Timestamp);
        writer.Raw(",\"id\":"u8);
        writer.Guid(Id);
        writer.Raw(",\"lane\":"u8);
        writer.String(Lane);
        writer.Raw(",\"key\":"u8);
        writer.Utf8String(Write.Key);
        writer.Raw(",\"kind\":"u8);
        writer.Utf8String(LocalLogNames.Of(Write.Kind));
        writer.Raw(",\"failure\":"u8);
        writer.Utf8String(LocalLogNames.Of(Failure));
        writer.Raw(",\"reason\":"u8);
        writer.String(Reason);
        writer.Raw(Replay ? ",\"replay\":true"u8 : ",\"replay\":false"u8);
        if (Failure == WriteFailure.Unknown)
        {
            writer.Raw(",\"after_ms\":"u8);
            writer.Int64(After);
        }

        writer.Raw(",\"layer\":"u8);
        writer.Utf8String(LocalLogNames.Of(Layer));
        if (MemoryText is not null)
        {
            writer.Raw(",\"memory_text\":"u8);
            writer.String(MemoryText);
        }

        writer.Raw(",\"ttl_ms\":"u8);
        writer.Int64(Write.TimeToLiveMilliseconds);
        writer.Raw(",\"maxlen\":"u8);
        writer.Int64(Write.MaxLength);
        writer.Raw(",\"retention_ms\":"u8);
        writer.Int64(Write.RetentionMilliseconds);
        writer.Raw(",\"fields\":"u8);
        WriteFields(ref writer);
        writer.Raw("}"u8);
    }

    private void WriteFields(ref Utf8Writer writer)
    {
        var fields = new FieldReader(Write.Fields);
        bool first = true;
        while (fields.TryNext(out var name, out var value))
        {
            writer.Raw(first ? "{"u8 : ","u8);
            first = false;
            writer.Utf8String(name);
            writer.Raw(":"u8);
            if (LocalLogNames.IsJson(Write.Kind, name))
            {
                RawJson.Embed(ref writer, value);
            }
            else
            {
                writer.Utf8String(value);
            }
        }

        writer.Raw(first ? "{}"u8 : "}"u8);
    }
}
