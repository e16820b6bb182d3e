namespace Nika.Messaging;

/// <content>What follows a field's name.</content>
internal ref partial struct FilterParser
{
    private MemoryFilter? ParseState(MemoryField field)
    {
        int start = at;
        int length = FilterSyntax.NameLength(text[at..]);
        var state = text.Slice(at, length);
        at += length;
        return state switch
        {
            "empty" => field.IsEmpty,
            "null" => field.IsNull,
            _ => Fail(start, $"after '{field.Name}:' comes 'empty' or 'null'"),
        };
    }

    private MemoryFilter? ParseValues(MemoryField field)
    {
        var values = new List<MemoryValue>();
        var ranges = new List<MemoryFilter>();
        do
        {
            int start = at;
            if (!TryReadValue(out string? value, out bool isQuoted))
            {
                return null;
            }

            if (field.Kind is MemoryValueKind.Integer or MemoryValueKind.Number or MemoryValueKind.Time)
            {
                if (ParseRange(field, value, isQuoted, start) is not { } range)
                {
                    return null;
                }

                // Whole numbers one by one stay a list.
                if (range is AnyOfFilter single)
                {
                    values.Add(single.Values[0]);
                }
                else
                {
                    ranges.Add(range);
                }
            }
            else if (field.TryRead(value, out var read, out string? fault))
            {
                values.Add(read);
            }
            else
            {
                return Fail(start, fault!);
            }
        }
        while (TryTakeComma());
        if (values.Count > 0)
        {
            ranges.Insert(0, MemoryFilter.AnyOf(field, [.. values]));
        }

        return MemoryFilter.Or([.. ranges]);
    }

    private MemoryFilter? ParseRange(MemoryField field, string value, bool isQuoted, int start)
    {
        int between = isQuoted ? -1 : value.IndexOf(FilterSyntax.Between, StringComparison.Ordinal);
        if (between < 0)
        {
            return OrderedValue.TryRead(field, value, out var single, out string? fault) ? single.IsValue(field) : Fail(start, fault);
        }

        string first = value[..between];
        string last = value[(between + FilterSyntax.Between.Length)..];
        bool isAfter = first.EndsWith('<');
        bool isBefore = last.StartsWith('<');
        first = isAfter ? first[..^1] : first;
        last = isBefore ? last[1..] : last;
        MemoryBound? lower = null;
        MemoryBound? upper = null;
        if (first.Length > 0)
        {
            if (!OrderedValue.TryRead(field, first, out var from, out string? fault))
            {
                return Fail(start, fault);
            }

            lower = isAfter ? from.After : from.AtLeast;
        }

        if (last.Length > 0)
        {
            if (!OrderedValue.TryRead(field, last, out var to, out string? fault))
            {
                return Fail(start, fault);
            }

            upper = isBefore ? to.Before : to.AtMost;
        }

        return lower is null && upper is null ? Fail(start, $"the range of '{field.Name}' has no bound") : MemoryFilter.Range(field, lower, upper);
    }

    private MemoryFilter? ParseBound(MemoryField field, string operation)
    {
        int start = at;
        if (!TryReadValue(out string? value, out _))
        {
            return null;
        }

        if (field.Kind is MemoryValueKind.Text or MemoryValueKind.Boolean)
        {
            return Fail(start, $"'{field.Name}' holds {field.KindName}, which has no order: compare it with = or !=");
        }

        if (!OrderedValue.TryRead(field, value, out var bound, out string? fault))
        {
            return Fail(start, fault);
        }

        return operation switch
        {
            "<" => MemoryFilter.Range(field, null, bound.Before),
            "<=" => MemoryFilter.Range(field, null, bound.AtMost),
            ">" => MemoryFilter.Range(field, bound.After, null),
            _ => MemoryFilter.Range(field, bound.AtLeast, null),
        };
    }
}
