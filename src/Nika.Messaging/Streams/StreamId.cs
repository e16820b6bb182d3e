using System.Buffers.Text;
using System.Globalization;

namespace Nika.Messaging.Streams;

/// <summary>The id of a stream entry, <c>{milliseconds}-{sequence}</c>: given by the store, and what orders entries.</summary>
/// <param name="Milliseconds">Unix time in milliseconds by the store's clock.</param>
/// <param name="Sequence">The number within the millisecond.</param>
public readonly record struct StreamId(ulong Milliseconds, ulong Sequence) : IComparable<StreamId>
{
    /// <summary>The longest text: two 20-digit numbers and a hyphen.</summary>
    public const int MaxTextLength = 20 + 1 + 20;

    /// <summary>Before every entry: <c>0-0</c>.</summary>
    public static StreamId Zero => default;

    /// <summary>After every entry.</summary>
    public static StreamId Max => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The id right after this one: where reading goes on.</summary>
    public StreamId Next => Sequence < ulong.MaxValue ? this with { Sequence = Sequence + 1 }
        : Milliseconds < ulong.MaxValue ? new(Milliseconds + 1, 0)
        : this;

    /// <summary>Reads <c>ms-seq</c>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="id">The id.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out StreamId id)
    {
        id = default;
        if (!Utf8Parser.TryParse(utf8, out ulong milliseconds, out int used)
            || used >= utf8.Length - 1
            || utf8[used] != (byte)'-'
            || !Utf8Parser.TryParse(utf8[(used + 1)..], out ulong sequence, out int more)
            || used + 1 + more != utf8.Length)
        {
            return false;
        }

        id = new(milliseconds, sequence);
        return true;
    }

    /// <summary>Writes <c>ms-seq</c>.</summary>
    /// <param name="destination">At least <see cref="MaxTextLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public int Format(Span<byte> destination)
    {
        _ = Milliseconds.TryFormat(destination, out int head, default, CultureInfo.InvariantCulture);
        destination[head] = (byte)'-';
        _ = Sequence.TryFormat(destination[(head + 1)..], out int tail, default, CultureInfo.InvariantCulture);
        return head + 1 + tail;
    }

    /// <inheritdoc/>
    public int CompareTo(StreamId other)
    {
        int order = Milliseconds.CompareTo(other.Milliseconds);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>Orders ids.</summary>
    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    /// <summary>Orders ids.</summary>
    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    /// <summary>Orders ids.</summary>
    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders ids.</summary>
    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;

    /// <summary><c>ms-seq</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Sequence}");
}
