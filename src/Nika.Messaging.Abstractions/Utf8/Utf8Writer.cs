using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nika.Messaging;

/// <summary>
/// Writes UTF-8 JSON, or plain text, straight into a buffer. A ref struct: pass it by reference.
/// Nothing is allocated unless the buffer has to grow, and nothing depends on the culture. It writes values; commas,
/// colons, brackets and names are <see cref="Raw"/> text of the caller's, so that constants can be merged.
/// </summary>
public ref partial struct Utf8Writer
{
    /// <summary>The longest number: <see cref="double.MinValue"/>, <see cref="decimal.MinValue"/> and the like stay below 32 bytes.</summary>
    private const int MaxNumberLength = 32;

    private readonly Utf8Buffer buffer;
    private Span<byte> span;
    private int position;
    private string? error;

    // Objects and arrays open around the part being written (a reader counts them as well), and types with a depth limit of their own among them.
    private int depth;
    private int nested;

    // Where the names of a flags enum's value begin.
    private int flagsStart;

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

    /// <summary>
    /// Plain-text mode: strings, ids, enums, dates, guids and base64 are written without quotes and escapes (key parts, hash
    /// fields). Plain text has no null: writing one sets <see cref="Error"/>. Default false.
    /// </summary>
    public bool PlainText { get; set; }

    /// <summary>The first thing that could not be written (NaN, an infinity), naming it; null if all went well. The bytes are then not to be used.</summary>
    public readonly string? Error => error;

    /// <summary>Records that what is being written cannot be. The first error stays.</summary>
    /// <param name="error">What could not be written, and why.</param>
    public void Fail(string error) => this.error ??= error;

    /// <summary>Hands what was written to the buffer.</summary>
    public readonly void Complete() => buffer.Length = position;

    /// <summary>Overwrites four bytes already written with a little-endian number, such as a length known only now.</summary>
    /// <param name="at">The offset in the buffer.</param>
    /// <param name="value">The number.</param>
    public readonly void PatchInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(span[at..], value);

    /// <summary>Writes bytes as they are, in either mode.</summary>
    /// <param name="utf8">The bytes.</param>
    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        if (!HasRoom(utf8.Length))
        {
            return;
        }

        utf8.CopyTo(span[position..]);
        position += utf8.Length;
    }

    /// <summary>Writes <c>null</c>. In plain text there is none: nothing is written and <see cref="Error"/> is set.</summary>
    public void Null()
    {
        if (PlainText)
        {
            Fail("null has no plain text form");
            return;
        }

        Raw("null"u8);
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value.</param>
    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes an integer in decimal digits; for every signed type and for those that fit one.</summary>
    /// <param name="value">The value.</param>
    public void Int64(long value)
    {
        if (HasRoom(MaxNumberLength))
        {
            position = JsonFormatter.Int64(value, span, position);
        }
    }

    /// <summary>Writes an integer in decimal digits.</summary>
    /// <param name="value">The value.</param>
    public void UInt64(ulong value)
    {
        if (HasRoom(MaxNumberLength))
        {
            position = JsonFormatter.UInt64(value, span, position);
        }
    }

    /// <summary>Writes the shortest digits that read back as the same value. NaN and the infinities have no JSON: <c>null</c>, and <see cref="Error"/> is set.</summary>
    /// <param name="value">The value.</param>
    public void Single(float value)
    {
        if (!float.IsFinite(value))
        {
            NotFinite(float.IsNaN(value), float.IsNegative(value));
        }
        else if (HasRoom(MaxNumberLength))
        {
            position = JsonFormatter.Single(value, span, position);
        }
    }

    /// <summary>Writes the shortest digits that read back as the same value. NaN and the infinities have no JSON: <c>null</c>, and <see cref="Error"/> is set.</summary>
    /// <param name="value">The value.</param>
    public void Double(double value)
    {
        if (!double.IsFinite(value))
        {
            NotFinite(double.IsNaN(value), double.IsNegative(value));
        }
        else if (HasRoom(MaxNumberLength))
        {
            position = JsonFormatter.Double(value, span, position);
        }
    }

    /// <summary>Writes all digits of the value, trailing zeros included: <c>1.50</c> stays <c>1.50</c>.</summary>
    /// <param name="value">The value.</param>
    public void Decimal(decimal value)
    {
        if (HasRoom(MaxNumberLength))
        {
            position = JsonFormatter.Decimal(value, span, position);
        }
    }

    private void NotFinite(bool isNaN, bool isNegative)
    {
        Fail(isNaN ? "NaN has no JSON form" : isNegative ? "-Infinity has no JSON form" : "Infinity has no JSON form");
        Raw("null"u8);
    }

    private void Took(bool fits, int written)
    {
        Debug.Assert(fits, "Room was reserved for the longest form.");
        position += written;
    }

    /// <summary>Makes room. False, with the error set, if no array can hold so much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasRoom(long more) => more <= span.Length - position || Grow(more);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Grow(long more)
    {
        if (position + more > Array.MaxLength)
        {
            Fail("The text is longer than any buffer");
            return false;
        }

        span = buffer.Grow(position, (int)more);
        return true;
    }
}
