using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A number or a time in a filter's text. A year, month or day lasts: before it is before its start, after it is from its end on.</summary>
/// <param name="Start">The value itself, or where the period begins.</param>
/// <param name="End">The value itself, or the first instant after the period.</param>
internal readonly record struct OrderedValue(MemoryValue Start, MemoryValue End)
{
    private bool IsPeriod => Start != End;

    public MemoryBound AtLeast => new(Start, true);

    public MemoryBound Before => new(Start, false);

    public MemoryBound After => new(End, IsPeriod);

    public MemoryBound AtMost => new(End, !IsPeriod);

    public static bool TryRead(MemoryField field, string text, out OrderedValue value, [NotNullWhen(false)] out string? fault)
    {
        if (field.Kind != MemoryValueKind.Time)
        {
            bool isRead = field.TryRead(text, out var number, out fault);
            value = new(number, number);
            return isRead;
        }

        if (TimeText.TryParse(text, out var start, out var end))
        {
            value = new(MemoryValue.Of(start), MemoryValue.Of(end));
            fault = null;
            return true;
        }

        value = default;
        fault = $"'{text}' is no time: write a year (2026), a month (2026-04), a day (2026-04-12) or an instant (2026-04-12T10:30:00Z)";
        return false;
    }

    public MemoryFilter IsValue(MemoryField field) => IsPeriod ? MemoryFilter.Range(field, AtLeast, AtMost) : MemoryFilter.AnyOf(field, Start);
}
