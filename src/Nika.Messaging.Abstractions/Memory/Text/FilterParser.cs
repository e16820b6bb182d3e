using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nika.Messaging;

/// <summary>Reads a filter from its text. Fails with the first thing that is wrong, and where.</summary>
internal ref partial struct FilterParser(ReadOnlySpan<char> text, MemoryFieldSet fields)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly MemoryFieldSet fields = fields;
    private int at;
    private int depth;
    private string? error;

    /// <summary>Reads the whole text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, MemoryFieldSet fields, [NotNullWhen(true)] out MemoryFilter? filter, [NotNullWhen(false)] out string? error)
    {
        var parser = new FilterParser(text, fields);
        filter = parser.ParseAll();
        error = parser.error;
        return filter is not null;
    }

    private MemoryFilter? ParseAll()
    {
        SkipSpace();
        if (at == text.Length)
        {
            return Fail(at, "the filter is empty; write * for every event");
        }

        if (ParseOr() is not { } filter)
        {
            return null;
        }

        return at == text.Length ? filter : Fail(at, "this parenthesis closes nothing");
    }

    private MemoryFilter? ParseOr()
    {
        var parts = new List<MemoryFilter>();
        do
        {
            if (ParseAnd() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (TryTake(FilterSyntax.Or));
        return MemoryFilter.Or([.. parts]);
    }

    private MemoryFilter? ParseAnd()
    {
        var parts = new List<MemoryFilter>();
        do
        {
            if (ParseUnary() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (TryTake(FilterSyntax.And) || (at < text.Length && text[at] != ')' && !IsNext(FilterSyntax.Or)));
        return MemoryFilter.And([.. parts]);
    }

    private MemoryFilter? ParseUnary()
    {
        if (at == text.Length)
        {
            return Fail(at, "a condition is missing here");
        }

        if (text[at] is not ('-' or '('))
        {
            return ParseCondition();
        }

        if (depth == FilterSyntax.MaxDepth)
        {
            return Fail(at, string.Create(CultureInfo.InvariantCulture, $"parentheses and negations go {FilterSyntax.MaxDepth} deep at most"));
        }

        depth++;
        int start = at++;
        SkipSpace();
        var filter = text[start] == '-' ? ParseNegated() : ParseParenthesized(start);
        depth--;
        return filter;
    }

    private MemoryFilter? ParseNegated() => ParseUnary() is { } inner ? MemoryFilter.Not(inner) : null;

    private MemoryFilter? ParseParenthesized(int start)
    {
        if (ParseOr() is not { } inner)
        {
            return null;
        }

        if (at == text.Length)
        {
            return Fail(start, "this parenthesis is never closed");
        }

        at++;
        SkipSpace();
        return inner;
    }

    private MemoryFilter? ParseCondition()
    {
        int start = at;
        if (text[at] == '*')
        {
            at++;
            SkipSpace();
            return MemoryFilter.All;
        }

        if (!TryReadName(out string? name))
        {
            return null;
        }

        string operation = ReadOperator();
        if (operation.Length == 0)
        {
            return Fail(start, $"'{name}' is no condition: write a field and a value, such as {(fields.TryFind(name, out _, out _) ? name : "domain")}=…");
        }

        if (!fields.TryFind(name, out var field, out string? unknown))
        {
            return Fail(start, unknown);
        }

        var filter = operation switch
        {
            ":" => ParseState(field),
            "=" => ParseValues(field) is { } values ? field.Scoped(values) : null,
            "!=" => ParseValues(field) is { } values ? field.Scoped(!values) : null,
            _ => ParseBound(field, operation) is { } range ? field.Scoped(range) : null,
        };
        if (filter is not null && at < text.Length && text[at] != ')' && !char.IsWhiteSpace(text[at]))
        {
            return Fail(at, "a space is missing here, or quotes round the value before");
        }

        SkipSpace();
        return filter;
    }

    private string ReadOperator()
    {
        foreach (string operation in (ReadOnlySpan<string>)["!=", "<=", ">=", "=", "<", ">", ":"])
        {
            if (text[at..].StartsWith(operation))
            {
                at += operation.Length;
                return operation;
            }
        }

        return "";
    }

    private bool TryReadName([NotNullWhen(true)] out string? name)
    {
        if (text[at] == '"')
        {
            return TryReadQuoted(out name);
        }

        int length = FilterSyntax.NameLength(text[at..]);
        name = text.Slice(at, length).ToString();
        if (length == 0)
        {
            Fail(at, "a field's name is missing here");
            name = null;
            return false;
        }

        at += length;
        return true;
    }

    private bool TryReadValue([NotNullWhen(true)] out string? value, out bool isQuoted)
    {
        isQuoted = at < text.Length && text[at] == '"';
        if (isQuoted)
        {
            return TryReadQuoted(out value);
        }

        int length = FilterSyntax.ValueLength(text[at..]);
        value = text.Slice(at, length).ToString();
        if (length == 0)
        {
            Fail(at, "a value is missing here; the empty text is \"\"");
            value = null;
            return false;
        }

        at += length;
        return true;
    }

    private bool TryReadQuoted([NotNullWhen(true)] out string? value)
    {
        int start = at++;
        var read = new System.Text.StringBuilder();
        while (at < text.Length && text[at] != '"')
        {
            if (text[at] == '\\' && ++at == text.Length)
            {
                break;
            }

            read.Append(text[at++]);
        }

        if (at == text.Length)
        {
            Fail(start, "this quotation mark is never closed");
            value = null;
            return false;
        }

        at++;
        value = read.ToString();
        return true;
    }

    private bool TryTakeComma()
    {
        if (at == text.Length || text[at] != ',')
        {
            return false;
        }

        at++;
        SkipSpace();
        return true;
    }

    private readonly bool IsNext(string word) =>
        text[at..].StartsWith(word) && (at + word.Length == text.Length || char.IsWhiteSpace(text[at + word.Length]) || text[at + word.Length] is '(' or ')' or '-');

    private bool TryTake(string word)
    {
        if (!IsNext(word))
        {
            return false;
        }

        at += word.Length;
        SkipSpace();
        return true;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private MemoryFilter? Fail(int position, string fault)
    {
        error ??= string.Create(CultureInfo.InvariantCulture, $"At character {position + 1}: {fault}{(fault.EndsWith('?') ? "" : ".")}");
        return null;
    }
}
