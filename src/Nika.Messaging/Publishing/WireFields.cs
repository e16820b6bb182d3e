namespace Nika.Messaging.Publishing;

/// <summary>Names of entry fields on the wire.</summary>
internal static class WireFields
{
    public static ReadOnlySpan<byte> Type => "type"u8;

    public static ReadOnlySpan<byte> Meta => "NIKA_META"u8;

    public static ReadOnlySpan<byte> Data => "data"u8;

    public static ReadOnlySpan<byte> Kind => "kind"u8;

    public static ReadOnlySpan<byte> Replayed => "replayed"u8;

    public static ReadOnlySpan<byte> Deadline => "deadline"u8;

    public static ReadOnlySpan<byte> ReplyTo => "reply_to"u8;

    public static ReadOnlySpan<byte> Part => "part"u8;

    public static ReadOnlySpan<byte> ValueOf(SignalKind kind) => kind switch
    {
        SignalKind.Signal => "signal"u8,
        SignalKind.Result => "result"u8,
        SignalKind.Request => "request"u8,
        _ => "error"u8,
    };
}
