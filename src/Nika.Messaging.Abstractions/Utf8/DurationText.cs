namespace Nika.Messaging;

/// <summary>Reads .NET's constant format of a time span strictly: <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
internal static class DurationText
{
    /// <summary><c>hh:mm:ss</c>.</summary>
    private const int ClockLength = 8;

    /// <summary>The days of <see cref="TimeSpan.MaxValue"/>: 10,675,199, eight digits.</summary>
    private const int MaxDays = (int)(long.MaxValue / TimeSpan.TicksPerDay);

    /// <summary>Reads a time span.</summary>
    /// <param name="text">The text: days without leading zeros, two digits each for hours, minutes and seconds, one to seven fractional digits.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        bool negative = text is [(byte)'-', ..];
        text = negative ? text[1..] : text;
        if (!TryDays(ref text, out int days) || text.Length < ClockLength || !Rfc3339.TryClock(text[..ClockLength], out long ticks))
        {
            return false;
        }

        text = text[ClockLength..];
        if (text is [(byte)'.', ..])
        {
            if (!Rfc3339.TryFraction(ref text, out int fraction))
            {
                return false;
            }

            ticks += fraction;
        }

        // Below 1.9e19, since days are: no overflow of the unsigned sum.
        ulong magnitude = ((ulong)days * TimeSpan.TicksPerDay) + (ulong)ticks;
        if (!text.IsEmpty || magnitude > (ulong)long.MaxValue + (negative ? 1u : 0u))
        {
            return false;
        }

        value = TimeSpan.FromTicks(unchecked(negative ? (long)(0 - magnitude) : (long)magnitude));
        return true;
    }

    private static bool TryDays(ref ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0 || text[digits] != '.')
        {
            return true;
        }

        const int MaxDigits = 8;
        if (digits > MaxDigits || text[0] == '0' || !Rfc3339.TryDigits(text[..digits], out days) || days > MaxDays)
        {
            return false;
        }

        text = text[(digits + 1)..];
        return true;
    }
}
