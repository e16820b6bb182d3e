using System.Globalization;

namespace Nika.Messaging;

public ref partial struct Utf8Writer
{
    private const int GuidLength = 36;

    /// <summary><c>-10675199.02:48:05.4775808</c>.</summary>
    private const int MaxTimeSpanLength = 26;

    /// <summary>Writes the 36 characters of the D form, in lower case: <c>01234567-89ab-cdef-0123-456789abcdef</c>.</summary>
    /// <param name="value">The value.</param>
    public void Guid(Guid value)
    {
        if (!HasRoom(GuidLength + 2))
        {
            return;
        }

        Quote();
        Took(value.TryFormat(span[position..], out int written, "D"), written);
        Quote();
    }

    /// <summary>
    /// Writes the instant and its offset in the profile of RFC 3339: <c>2026-11-23T01:02:03.5+02:00</c>, as many fractional digits
    /// as needed, at most seven. An offset of zero is <c>Z</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    public void DateTimeOffset(DateTimeOffset value)
    {
        if (!HasRoom(Rfc3339.MaxLength + 2))
        {
            return;
        }

        Quote();
        position += Rfc3339.Format(value, span[position..]);
        Quote();
    }

    /// <summary>Writes the instant in UTC with exactly six fractional digits: <c>2026-11-23T01:02:03.500000Z</c>. Shorter time is cut off, not rounded.</summary>
    /// <param name="value">The value.</param>
    public void UtcMicroseconds(DateTimeOffset value)
    {
        if (!HasRoom(Rfc3339.MaxLength + 2))
        {
            return;
        }

        Quote();
        position += Rfc3339.FormatUtcMicroseconds(value, span[position..]);
        Quote();
    }

    /// <summary>Writes <c>yyyy-MM-dd</c>.</summary>
    /// <param name="value">The value.</param>
    public void DateOnly(DateOnly value)
    {
        if (!HasRoom(Rfc3339.DateLength + 2))
        {
            return;
        }

        Quote();
        position += Rfc3339.FormatDate(value, span[position..]);
        Quote();
    }

    /// <summary>Writes .NET's constant format, <c>[-][d.]hh:mm:ss[.fffffff]</c>: <c>1.02:03:04.5000000</c>.</summary>
    /// <param name="value">The value.</param>
    public void TimeSpan(TimeSpan value)
    {
        if (!HasRoom(MaxTimeSpanLength + 2))
        {
            return;
        }

        Quote();
        Took(value.TryFormat(span[position..], out int written, "c", CultureInfo.InvariantCulture), written);
        Quote();
    }
}
