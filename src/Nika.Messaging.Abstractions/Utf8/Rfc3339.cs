namespace Nika.Messaging;

/// <summary>Dates and instants as RFC 3339 has them, written and read strictly: upper case <c>T</c> and <c>Z</c>, an offset always.</summary>
internal static class Rfc3339
{
    /// <summary><c>2026-11-23T01:02:03.1234567+02:00</c>.</summary>
    public const int MaxLength = 33;

    /// <summary><c>2026-11-23</c>.</summary>
    public const int DateLength = 10;

    /// <summary><c>2026-11-23T01:02:03</c>.</summary>
    private const int SecondsLength = 19;

    /// <summary>A tick is 100 ns.</summary>
    private const int MaxFractionDigits = 7;

    private const int MaxOffsetHours = 14;

    /// <summary>Writes the instant with its offset and as many fractional digits as it has.</summary>
    /// <param name="value">The instant.</param>
    /// <param name="to">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(DateTimeOffset value, Span<byte> to)
    {
        int at = FormatToSeconds(value.DateTime, to);
        int ticks = (int)(value.Ticks % TimeSpan.TicksPerSecond);
        if (ticks != 0)
        {
            to[at++] = (byte)'.';
            Digits(ticks, to.Slice(at, MaxFractionDigits));
            at += MaxFractionDigits;
            while (to[at - 1] == '0')
            {
                at--;
            }
        }

        int minutes = (int)(value.Offset.Ticks / TimeSpan.TicksPerMinute);
        if (minutes == 0)
        {
            to[at++] = (byte)'Z';
            return at;
        }

        to[at] = (byte)(minutes < 0 ? '-' : '+');
        (int hours, minutes) = Math.DivRem(Math.Abs(minutes), 60);
        Digits(hours, to.Slice(at + 1, 2));
        to[at + 3] = (byte)':';
        Digits(minutes, to.Slice(at + 4, 2));
        return at + 6;
    }

    /// <summary>Writes the instant in UTC with exactly six fractional digits, cutting off the seventh.</summary>
    /// <param name="value">The instant.</param>
    /// <param name="to">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written: 27.</returns>
    public static int FormatUtcMicroseconds(DateTimeOffset value, Span<byte> to)
    {
        int at = FormatToSeconds(value.UtcDateTime, to);
        to[at] = (byte)'.';
        Digits((int)(value.UtcTicks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), to.Slice(at + 1, 6));
        to[at + 7] = (byte)'Z';
        return at + 8;
    }

    /// <summary>Writes the date.</summary>
    /// <param name="value">The date.</param>
    /// <param name="to">At least <see cref="DateLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatDate(DateOnly value, Span<byte> to)
    {
        (int year, int month, int day) = value;
        FormatDate(year, month, day, to);
        return DateLength;
    }

    /// <summary>Reads an instant.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The instant, with its offset.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Parse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length <= SecondsLength
            || text[10] != 'T'
            || !TryDate(text, out DateTime date)
            || !TryClock(text[11..SecondsLength], out long ticks))
        {
            return "Expected a date and time with an offset, such as 2026-11-23T01:02:03Z";
        }

        text = text[SecondsLength..];
        if (text[0] == '.')
        {
            if (!TryFraction(ref text, out int fraction))
            {
                return "A fraction of a second has one digit at least; beyond the seventh only zeros, since time is counted in 100 ns";
            }

            ticks += fraction;
        }

        if (!TryOffset(text, out int minutes))
        {
            return "A time ends with its offset from UTC, Z or +hh:mm or -hh:mm, at most 14:00";
        }

        ticks += date.Ticks;
        long utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
        {
            return "The instant is outside the years 0001 to 9999 UTC";
        }

        value = new DateTimeOffset(ticks, TimeSpan.FromTicks(minutes * TimeSpan.TicksPerMinute));
        return null;
    }

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The date.</param>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly value)
    {
        bool valid = TryDate(text, out DateTime date) && text.Length == DateLength;
        value = valid ? DateOnly.FromDateTime(date) : default;
        return valid;
    }

    /// <summary>Reads as many digits as there are bytes.</summary>
    /// <param name="text">At most nine digits.</param>
    /// <param name="value">Their value.</param>
    internal static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Reads <c>hh:mm:ss</c>, 00:00:00 to 23:59:59.</summary>
    /// <param name="text">Eight bytes.</param>
    /// <param name="ticks">The ticks since midnight.</param>
    internal static bool TryClock(ReadOnlySpan<byte> text, out long ticks)
    {
        int minutes = 0, seconds = 0;
        bool valid = TryDigits(text[..2], out int hours) && hours < 24
            && text[2] == ':' && TryDigits(text[3..5], out minutes) && minutes < 60
            && text[5] == ':' && TryDigits(text[6..8], out seconds) && seconds < 60;
        ticks = ((((hours * 60L) + minutes) * 60) + seconds) * TimeSpan.TicksPerSecond;
        return valid;
    }

    /// <summary>Reads the point and the digits of a fraction; from the eighth on, digits must be zero.</summary>
    /// <param name="text">Begins with the point; what follows the fraction is left.</param>
    /// <param name="ticks">The fraction of a second in ticks.</param>
    internal static bool TryFraction(ref ReadOnlySpan<byte> text, out int ticks)
    {
        ticks = 0;
        int digits = 0;
        text = text[1..];
        for (; !text.IsEmpty && char.IsAsciiDigit((char)text[0]); text = text[1..], digits++)
        {
            int digit = text[0] - '0';
            if (digits < MaxFractionDigits)
            {
                ticks = (ticks * 10) + digit;
            }
            else if (digit != 0)
            {
                return false;
            }
        }

        for (int missing = digits; missing < MaxFractionDigits; missing++)
        {
            ticks *= 10;
        }

        return digits > 0;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        int year = 0, month = 0, day = 0;
        bool valid = text.Length >= DateLength
            && TryDigits(text[..4], out year) && year > 0
            && text[4] == '-' && TryDigits(text[5..7], out month) && month is >= 1 and <= 12
            && text[7] == '-' && TryDigits(text[8..10], out day) && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = valid ? new DateTime(year, month, day) : default;
        return valid;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] == 'Z';
        }

        if (text.Length != 6
            || text[0] is not ((byte)'+' or (byte)'-')
            || text[3] != ':'
            || !TryDigits(text[1..3], out int hours)
            || !TryDigits(text[4..6], out minutes)
            || minutes >= 60
            || (hours * 60) + minutes > MaxOffsetHours * 60)
        {
            return false;
        }

        minutes += hours * 60;
        minutes = text[0] == '-' ? -minutes : minutes;
        return true;
    }

    private static int FormatToSeconds(DateTime value, Span<byte> to)
    {
        (int year, int month, int day) = value;
        FormatDate(year, month, day, to);
        to[10] = (byte)'T';
        int seconds = (int)(value.Ticks / TimeSpan.TicksPerSecond % (24 * 60 * 60));
        Digits(seconds / 3600, to[11..13]);
        to[13] = (byte)':';
        Digits(seconds / 60 % 60, to[14..16]);
        to[16] = (byte)':';
        Digits(seconds % 60, to[17..19]);
        return SecondsLength;
    }

    private static void FormatDate(int year, int month, int day, Span<byte> to)
    {
        to = to[..DateLength];
        Digits(year, to[..4]);
        to[4] = (byte)'-';
        Digits(month, to[5..7]);
        to[7] = (byte)'-';
        Digits(day, to[8..10]);
    }

    private static void Digits(int value, Span<byte> to)
    {
        uint rest = (uint)value;
        for (int at = to.Length - 1; at >= 0; at--)
        {
            (rest, uint digit) = Math.DivRem(rest, 10);
            to[at] = (byte)('0' + digit);
        }
    }
}
