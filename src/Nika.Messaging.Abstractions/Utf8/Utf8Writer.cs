#pragma warning disable CS1591, CA1065, CA1822, MA0025, MA0012
namespace Nika.Messaging;

/// <summary>Writes UTF-8 JSON, or plain text, straight into a buffer. A ref struct: pass it by reference.</summary>
public ref struct Utf8Writer
{
    private readonly Utf8Buffer buffer;
    private Span<byte> span;
    private int position;

    /// <summary>Continues after what the buffer holds. Call <see cref="Complete"/> at the end.</summary>
    /// <param name="buffer">Where the text goes.</param>
    public Utf8Writer(Utf8Buffer buffer)
    {
        this.buffer = buffer;
        span = buffer.All;
        position = buffer.Length;
    }

    /// <summary>Bytes written to the buffer, those before this writer included.</summary>
    public readonly int Length => position;

    /// <summary>Plain-text mode: strings, ids, enums, dates, guids and base64 are written without quotes and escapes (key parts, hash fields).</summary>
    public bool PlainText { get; set; }

    /// <summary>The first thing that could not be written (NaN, an infinity), naming it; null if all went well. The bytes are then not to be used.</summary>
    public readonly string? Error => throw new NotImplementedException();

    /// <summary>Records what could not be written, for generated code: an enum value without a name, a null that is not nullable. The first one stays.</summary>
    public void Fail(string error) => throw new NotImplementedException();

    public readonly void Complete() => buffer.Length = position;
    public readonly void PatchInt32(int at, int value) => System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(span[at..], value);
    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > span.Length - position)
        {
            span = buffer.Grow(position, utf8.Length);
        }

        utf8.CopyTo(span[position..]);
        position += utf8.Length;
    }
    public void Null() => throw new NotImplementedException();
    public void String(string? value) => throw new NotImplementedException();   // null -> null
    public void Utf8String(scoped ReadOnlySpan<byte> value) => throw new NotImplementedException(); // already valid UTF-8, quoted and escaped
    public void Boolean(bool value) => throw new NotImplementedException();
    public void Int64(long value) => throw new NotImplementedException();
    public void UInt64(ulong value) => throw new NotImplementedException();
    public void Single(float value) => throw new NotImplementedException();
    public void Double(double value) => throw new NotImplementedException();
    public void Decimal(decimal value) => throw new NotImplementedException();
    public void Guid(Guid value) => throw new NotImplementedException();
    public void DateTimeOffset(DateTimeOffset value) => throw new NotImplementedException(); // RFC 3339 round trip, offset kept, up to 7 digits as needed
    public void UtcMicroseconds(DateTimeOffset value) => throw new NotImplementedException(); // RFC 3339 UTC 'Z', exactly 6 digits
    public void DateOnly(DateOnly value) => throw new NotImplementedException();  // yyyy-MM-dd
    public void TimeSpan(TimeSpan value) => throw new NotImplementedException();  // "c" format
    public void Base64(scoped ReadOnlySpan<byte> value) => throw new NotImplementedException();
    public void Id<TId>(in TId id) where TId : struct, IId<TId> => throw new NotImplementedException(); // default -> null
}
