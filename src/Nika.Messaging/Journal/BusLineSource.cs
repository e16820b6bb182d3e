using Nika.Messaging.Journal.Files;

namespace Nika.Messaging.Journal;

/// <summary>A line of the bus, made of the bytes that were sent.</summary>
internal readonly ref struct BusLineSource : ILineSource
{
    /// <summary>Member names, punctuation, the time and the replayed mark.</summary>
    private const int Frame = 96;

    public required DateTimeOffset Timestamp { get; init; }

    public required ReadOnlySpan<byte> Type { get; init; }

    public required ReadOnlySpan<byte> Meta { get; init; }

    public required ReadOnlySpan<byte> Data { get; init; }

    public required bool Replayed { get; init; }

    public required ReadOnlySpan<byte> Channel { get; init; }

    public int ApproximateLength => Frame + Type.Length + Meta.Length + Data.Length;

    public void WriteTo(ref Utf8Writer writer)
    {
        writer.Raw("{\"ts\":"u8);
        writer.UtcMicroseconds(Timestamp);
        writer.Raw(",\"type\":"u8);
        writer.Utf8String(Type);
        writer.Raw(",\"NIKA_META\":"u8);
        RawJson.Embed(ref writer, Meta);
        writer.Raw(",\"data\":"u8);
        RawJson.Embed(ref writer, Data);
        writer.Raw(Replayed ? ",\"replayed\":1}"u8 : "}"u8);
    }
}
