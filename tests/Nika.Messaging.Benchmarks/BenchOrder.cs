namespace Nika.Messaging.Benchmarks;

/// <summary>
/// <see cref="BenchEvent"/> as an orchestration message: byte for byte the same on the same stream, but journaled. By hand, because no layer
/// that is journaled is bounded by number: on an unbounded stream the server would be measured, which takes new memory for each entry.
/// </summary>
internal sealed class BenchOrder(BenchEvent inner) : IStreamMessage<BenchOrder>
{
    private readonly BenchEvent inner = inner;

    public static MessageDescriptor Descriptor { get; } = new(
        typeof(BenchOrder),
        MessageDescriptor.Of<BenchEvent>().Name,
        MessageLayer.Bus,
        MessageDescriptor.Of<BenchEvent>().KeyTemplate,
        MessageDescriptor.Of<BenchEvent>().TimeToLive)
    {
        MaxLength = MessageDescriptor.Of<BenchEvent>().MaxLength,
    };

    public static bool TryWriteKey(in BenchOrder message, in NikaMeta meta, ref Utf8Writer writer) => Of<BenchEvent>.TryWriteKey(in message.inner, in meta, ref writer);

    public static void FillMeta(in BenchOrder message, ref NikaMeta meta) => Of<BenchEvent>.FillMeta(in message.inner, ref meta);

    public static string? FindMissingId(in BenchOrder message) => Of<BenchEvent>.FindMissingId(in message.inner);

    public static string? MemoryText(in BenchOrder message) => Of<BenchEvent>.MemoryText(in message.inner);

    public static void WriteJson(in BenchOrder value, ref Utf8Writer writer) => Of<BenchEvent>.WriteJson(in value.inner, ref writer);

    public static bool TryReadJson(ref JsonReader reader, out BenchOrder value)
    {
        bool isRead = Of<BenchEvent>.TryReadJson(ref reader, out var inner);
        value = isRead ? new(inner!) : null!;
        return isRead;
    }

    /// <summary>What generated code implements explicitly is reached through a type parameter.</summary>
    private static class Of<T>
        where T : IStreamMessage<T>
    {
        public static bool TryWriteKey(in T message, in NikaMeta meta, ref Utf8Writer writer) => T.TryWriteKey(in message, in meta, ref writer);

        public static void FillMeta(in T message, ref NikaMeta meta) => T.FillMeta(in message, ref meta);

        public static string? FindMissingId(in T message) => T.FindMissingId(in message);

        public static string? MemoryText(in T message) => T.MemoryText(in message);

        public static void WriteJson(in T value, ref Utf8Writer writer) => T.WriteJson(in value, ref writer);

        public static bool TryReadJson(ref JsonReader reader, out T? value) => T.TryReadJson(ref reader, out value);
    }
}
