namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Instants as the <c>ts</c> column holds them: microseconds since 1970-01-01T00:00:00Z, the envelope's own precision.</summary>
internal static class UnixMicroseconds
{
    /// <summary>An event's instant: what is finer than a microsecond is cut off, as on the wire.</summary>
    public static long Of(DateTimeOffset instant) => Math.DivRem(instant.UtcTicks, TimeSpan.TicksPerMicrosecond).Quotient - Epoch;

    /// <summary>
    /// A bound: rounded up. For whole microseconds t, "t at or after b" is "t at or after b rounded up", and "t before b" is
    /// "t before b rounded up".
    /// </summary>
    public static long OfBound(DateTimeOffset bound)
    {
        var (whole, rest) = Math.DivRem(bound.UtcTicks, TimeSpan.TicksPerMicrosecond);
        return whole + (rest > 0 ? 1 : 0) - Epoch;
    }

    // Ticks count from the year 1 and are never negative, so division cuts off rather than rounding towards 1970.
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;
}
