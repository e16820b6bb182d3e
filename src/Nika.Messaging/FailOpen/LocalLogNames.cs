using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>The words of the local log's lines.</summary>
internal static class LocalLogNames
{
    public static ReadOnlySpan<byte> Of(WriteKind kind) => kind switch
    {
        WriteKind.Append => "append"u8,
        WriteKind.ReplaceHash => "replace"u8,
        WriteKind.Increment => "increment"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of write."),
    };

    public static ReadOnlySpan<byte> Of(WriteFailure failure) => failure switch
    {
        WriteFailure.NotSent => "not_sent"u8,
        WriteFailure.Rejected => "rejected"u8,
        WriteFailure.Unknown => "unknown"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "No such failure."),
    };

    public static ReadOnlySpan<byte> Of(MessageLayer layer) => layer switch
    {
        MessageLayer.Stream => "stream"u8,
        MessageLayer.Hash => "hash"u8,
        MessageLayer.Signal => "signal"u8,
        MessageLayer.WorkingMemory => "working_memory"u8,
        MessageLayer.Contract => "contract"u8,
        MessageLayer.EntityFeed => "entity_feed"u8,
        MessageLayer.Telemetry => "telemetry"u8,
        MessageLayer.Bus => "bus"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "No such layer."),
    };

    public static MessageLayer? LayerOf(ReadOnlySpan<byte> name)
    {
        for (var layer = MessageLayer.Stream; layer <= MessageLayer.Bus; layer++)
        {
            if (Of(layer).SequenceEqual(name))
            {
                return layer;
            }
        }

        return null;
    }

    public static WriteKind? KindOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("append"u8) => WriteKind.Append,
        _ when name.SequenceEqual("replace"u8) => WriteKind.ReplaceHash,
        _ when name.SequenceEqual("increment"u8) => WriteKind.Increment,
        _ => null,
    };

    public static WriteFailure? FailureOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("not_sent"u8) => WriteFailure.NotSent,
        _ when name.SequenceEqual("rejected"u8) => WriteFailure.Rejected,
        _ when name.SequenceEqual("unknown"u8) => WriteFailure.Unknown,
        _ => null,
    };

    /// <summary>
    /// Whether a field's value is JSON and stands in the line as it is. The envelope always; <c>data</c> in a stream entry only, for in a
    /// hash it is a member somebody named so, in plain text.
    /// </summary>
    public static bool IsJson(WriteKind kind, ReadOnlySpan<byte> field) =>
        field.SequenceEqual("NIKA_META"u8) || (kind == WriteKind.Append && field.SequenceEqual("data"u8));
}
