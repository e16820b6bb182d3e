namespace Nika.Messaging;

/// <summary>A field that holds an instant; years, months and days are those of UTC.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class TimeField(MemoryPlace place, string member, string? messageType = null)
    : OrderedField<DateTimeOffset>(place, member, MemoryValueKind.Time, messageType)
{
    /// <summary>The instant is within the year.</summary>
    /// <param name="year">1 to 9998.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such year.</exception>
    public MemoryFilter In(int year) => Period(Start(year, 1, 1), static start => start.AddYears(1));

    /// <summary>The instant is within the month.</summary>
    /// <param name="year">1 to 9998.</param>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public MemoryFilter In(int year, int month) => Period(Start(year, month, 1), static start => start.AddMonths(1));

    /// <summary>The instant is within the day.</summary>
    /// <param name="year">1 to 9998.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public MemoryFilter In(int year, int month, int day) => Period(Start(year, month, day), static start => start.AddDays(1));

    /// <summary>The instant is at <paramref name="start"/> or later, but before <paramref name="end"/>.</summary>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    public MemoryFilter From(DateTimeOffset start, DateTimeOffset end) =>
        Within(new MemoryBound(MemoryValue.Of(start), true), new MemoryBound(MemoryValue.Of(end), false));

    /// <inheritdoc/>
    private protected override MemoryValue Convert(DateTimeOffset value) => MemoryValue.Of(value);

    private static DateTimeOffset Start(int year, int month, int day)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9998);
        return new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
    }

    private MemoryFilter Period(DateTimeOffset start, Func<DateTimeOffset, DateTimeOffset> end) => From(start, end(start));
}
