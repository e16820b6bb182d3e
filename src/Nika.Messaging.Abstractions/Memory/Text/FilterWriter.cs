using System.Diagnostics;
using System.Text;

namespace Nika.Messaging;

/// <summary>Writes a filter as its text: one text for each filter, which reads back as the same.</summary>
internal static class FilterWriter
{
    /// <summary>The text.</summary>
    public static string Write(MemoryFilter filter)
    {
        var text = new StringBuilder();
        Write(text, filter, Position.Alone);
        return text.ToString();
    }

    private static void Write(StringBuilder text, MemoryFilter filter, Position position)
    {
        switch (filter)
        {
            case AndFilter { Parts.IsEmpty: true }:
                text.Append('*');
                break;
            case AndFilter and:
                WriteParts(text, and.Parts.AsSpan(), " ", Position.InAnd, position == Position.Negated);
                break;
            case OrFilter or:
                WriteParts(text, or.Parts.AsSpan(), " or ", Position.InOr, position is Position.InAnd or Position.Negated);
                break;
            case NotFilter not:
                text.Append('-');
                Write(text, not.Inner, Position.Negated);
                break;
            case AnyOfFilter any:
                WriteName(text, any.Field).Append('=');
                for (int i = 0; i < any.Values.Length; i++)
                {
                    WriteValue(i == 0 ? text : text.Append(','), any.Values[i]);
                }

                break;
            case RangeFilter range:
                WriteRange(WriteName(text, range.Field), range);
                break;
            case EmptyFilter empty:
                WriteName(text, empty.Field).Append(FilterSyntax.Empty);
                break;
            case NullFilter isNull:
                WriteName(text, isNull.Field).Append(FilterSyntax.Null);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteParts(StringBuilder text, ReadOnlySpan<MemoryFilter> parts, string between, Position position, bool inParentheses)
    {
        if (inParentheses)
        {
            text.Append('(');
        }

        for (int i = 0; i < parts.Length; i++)
        {
            Write(i == 0 ? text : text.Append(between), parts[i], position);
        }

        if (inParentheses)
        {
            text.Append(')');
        }
    }

    private static void WriteRange(StringBuilder text, RangeFilter range)
    {
        switch (range)
        {
            case { Lower: { } lower, Upper: { } upper } when lower == upper && lower.IsInclusive:
                WriteOrdered(text.Append('='), lower.Value);
                break;
            case { Lower: { IsInclusive: true } lower, Upper: { IsInclusive: false } upper }
                when range.Field.Kind == MemoryValueKind.Time && TimeText.OfPeriod(lower.Value.Time, upper.Value.Time) is { } period:
                text.Append('=').Append(period);
                break;
            case { Lower: { } lower, Upper: { } upper }:
                WriteOrdered(text.Append('='), lower.Value).Append(lower.IsInclusive ? "" : "<").Append(FilterSyntax.Between).Append(upper.IsInclusive ? "" : "<");
                WriteOrdered(text, upper.Value);
                break;
            case { Lower: { } lower }:
                WriteOrdered(text.Append(lower.IsInclusive ? ">=" : ">"), lower.Value);
                break;
            case { Upper: { } upper }:
                WriteOrdered(text.Append(upper.IsInclusive ? "<=" : "<"), upper.Value);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static StringBuilder WriteOrdered(StringBuilder text, MemoryValue value) => text.Append(value.Kind == MemoryValueKind.Time ? TimeText.Of(value.Time) : value.ToString());

    private static StringBuilder WriteName(StringBuilder text, MemoryField field) => Quote(text, field.Name, FilterSyntax.IsPlainName(field.Name));

    private static void WriteValue(StringBuilder text, MemoryValue value)
    {
        string shown = value.ToString();
        Quote(text, shown, FilterSyntax.IsPlainValue(shown));
    }

    private static StringBuilder Quote(StringBuilder text, string value, bool isPlain)
    {
        if (isPlain)
        {
            return text.Append(value);
        }

        text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.Append('"');
    }

    private enum Position
    {
        Alone,
        InAnd,
        InOr,
        Negated,
    }
}
