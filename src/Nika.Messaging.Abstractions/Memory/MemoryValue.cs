using System.Globalization;
using System.Text;

namespace Nika.Messaging;

/// <summary>A value that a field is compared with.</summary>
public readonly record struct MemoryValue
{
    private readonly string? text;
    private readonly long bits;

    private MemoryValue(MemoryValueKind kind, string? text, long bits)
    {
        Kind = kind;
        this.text = text;
        this.bits = bits;
    }

    /// <summary>What it is. A default value is the empty text.</summary>
    public MemoryValueKind Kind { get; }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public string Text => Kind == MemoryValueKind.Text ? text ?? "" : throw IsNo(MemoryValueKind.Text);

    /// <summary>The whole number.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public long Integer => Kind == MemoryValueKind.Integer ? bits : throw IsNo(MemoryValueKind.Integer);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public double Number => Kind == MemoryValueKind.Number ? BitConverter.Int64BitsToDouble(bits) : throw IsNo(MemoryValueKind.Number);

    /// <summary>The truth value.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public bool Boolean => Kind == MemoryValueKind.Boolean ? bits != 0 : throw IsNo(MemoryValueKind.Boolean);

    /// <summary>The instant, in UTC, of whole microseconds.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public DateTimeOffset Time => Kind == MemoryValueKind.Time ? new DateTimeOffset(bits, TimeSpan.Zero) : throw IsNo(MemoryValueKind.Time);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static MemoryValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(MemoryValueKind.Text, value, 0);
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static MemoryValue Of(long value) => new(MemoryValueKind.Integer, null, value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">It is infinite, or none (NaN).</exception>
    public static MemoryValue Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} has no JSON form, so no event holds it.", nameof(value));
        }

        // Both zeros are one value.
        return new(MemoryValueKind.Number, null, BitConverter.DoubleToInt64Bits(value == 0 ? 0d : value));
    }

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static MemoryValue Of(bool value) => new(MemoryValueKind.Boolean, null, value ? 1 : 0);

    /// <summary>An instant. What is finer than a microsecond is cut off, as on the wire.</summary>
    /// <param name="value">The instant.</param>
    public static MemoryValue Of(DateTimeOffset value) => new(MemoryValueKind.Time, null, value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The value as JSON has it, without quotes; an instant as <c>2026-04-01T00:00:00.000000Z</c>.</summary>
    public override string ToString() => Kind switch
    {
        MemoryValueKind.Text => Text,
        MemoryValueKind.Integer => bits.ToString(CultureInfo.InvariantCulture),
        MemoryValueKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        MemoryValueKind.Boolean => bits != 0 ? "true" : "false",
        _ => TimeText(),
    };

    private string TimeText()
    {
        Span<byte> utf8 = stackalloc byte[Rfc3339.MaxLength];
        return Encoding.ASCII.GetString(utf8[..Rfc3339.FormatUtcMicroseconds(Time, utf8)]);
    }

    private InvalidOperationException IsNo(MemoryValueKind asked) => new($"The value is of kind {Kind}, not {asked}.");
}
