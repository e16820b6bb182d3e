using System.Globalization;

namespace Nika.Messaging;

/// <summary>Years, months, days and instants in a filter's text.</summary>
internal static class TimeText
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    // Of the year 9999 there is no first instant after it.
    private static readonly DateTimeOffset LastStart = new(9998, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a period, or an instant, which is a period whose end is its start.</summary>
    public static bool TryParse(string text, out DateTimeOffset start, out DateTimeOffset end)
    {
        bool isRead = text.Length switch
        {
            4 => TryPeriod(text, "yyyy", static start => start.AddYears(1), out start, out end),
            7 => TryPeriod(text, "yyyy-MM", static start => start.AddMonths(1), out start, out end),
            10 => TryPeriod(text, "yyyy-MM-dd", static start => start.AddDays(1), out start, out end),
            _ => MemoryTime.TryParseInstant(text, out start) & ((end = start) == start),
        };
        return isRead;
    }

    /// <summary>The instant.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    /// <summary>The year, month or day from <paramref name="start"/> to before <paramref name="end"/>; null if it is none.</summary>
    public static string? OfPeriod(DateTimeOffset start, DateTimeOffset end)
    {
        if (start.TimeOfDay != TimeSpan.Zero || start > LastStart)
        {
            return null;
        }

        string? format = start switch
        {
            { Day: 1, Month: 1 } when start.AddYears(1) == end => "yyyy",
            { Day: 1 } when start.AddMonths(1) == end => "yyyy-MM",
            _ when start.AddDays(1) == end => "yyyy-MM-dd",
            _ => null,
        };
        return format is null ? null : start.ToString(format, CultureInfo.InvariantCulture);
    }

    private static bool TryPeriod(string text, string format, Func<DateTimeOffset, DateTimeOffset> after, out DateTimeOffset start, out DateTimeOffset end)
    {
        end = default;
        if (!DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out start) || start > LastStart)
        {
            return false;
        }

        end = after(start);
        return true;
    }
}
