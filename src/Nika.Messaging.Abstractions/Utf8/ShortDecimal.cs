using System.Buffers.Text;

namespace Nika.Messaging;

/// <summary>
/// Most floating-point numbers that people send (scores, prices, seconds) have few decimals. These are written without the general
/// algorithm, which takes five times as long, and come out the same.
/// </summary>
internal static class ShortDecimal
{
    private const int Decimals = 4;
    private const uint Scale = 10_000;

    // Below it, value and decimals together have at most 9 + 4 = 13 digits.
    private const double Limit = 1e9;

    /// <summary>Writes a number of at most four decimals and nine digits before them.</summary>
    /// <param name="value">The number.</param>
    /// <param name="to">Room for any number after <paramref name="at"/>.</param>
    /// <param name="at">Where to write; moved behind what was written.</param>
    /// <returns>False, and nothing is written, if it is not such a number.</returns>
    public static bool TryFormat(double value, Span<byte> to, ref int at)
    {
        double magnitude = Math.Abs(value);
        if (!(magnitude < Limit))
        {
            return false;
        }

        // Both operands of the division are exact, so its result is the double nearest to that decimal. If it is the value, the decimal
        // reads back as the value; and since no two decimals of up to 15 digits are the same double, no shorter one does.
        ulong scaled = (ulong)((magnitude * Scale) + 0.5);
        if (scaled == 0 || scaled / (double)Scale != magnitude)
        {
            return false;
        }

        if (value < 0)
        {
            to[at++] = (byte)'-';
        }

        (ulong whole, ulong fraction) = Math.DivRem(scaled, Scale);
        _ = Utf8Formatter.TryFormat(whole, to[at..], out int written);
        at += written;
        if (fraction == 0)
        {
            return true;
        }

        to[at++] = (byte)'.';
        int end = at + Decimals;
        for (int i = end - 1; i >= at; i--)
        {
            (fraction, ulong digit) = Math.DivRem(fraction, 10);
            to[i] = (byte)('0' + digit);
        }

        while (to[end - 1] == '0')
        {
            end--;
        }

        at = end;
        return true;
    }
}
