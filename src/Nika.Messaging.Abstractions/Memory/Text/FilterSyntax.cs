using System.Buffers;

namespace Nika.Messaging;

/// <summary>What the text of a filter is made of.</summary>
internal static class FilterSyntax
{
    /// <summary>After a field: it is absent, null or an empty list.</summary>
    public const string Empty = ":empty";

    /// <summary>After a field: it is null.</summary>
    public const string Null = ":null";

    /// <summary>Between the bounds of a range.</summary>
    public const string Between = "..";

    /// <summary>Between alternatives.</summary>
    public const string Or = "or";

    /// <summary>May stand between what must hold together.</summary>
    public const string And = "and";

    /// <summary>How deep parentheses and negations go.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<char> EndsName = SearchValues.Create("=!<>:()\"\\,*");
    private static readonly SearchValues<char> EndsValue = SearchValues.Create("()\"\\,");

    /// <summary>Whether a name needs no quotes. At the start of a condition a minus negates and words join.</summary>
    public static bool IsPlainName(ReadOnlySpan<char> name) =>
        !name.IsEmpty && !name.ContainsAny(EndsName) && name[0] != '-' && !name.SequenceEqual(Or) && !name.SequenceEqual(And) && !HasSpace(name);

    /// <summary>Whether a value needs no quotes.</summary>
    public static bool IsPlainValue(ReadOnlySpan<char> value) => !value.IsEmpty && !value.ContainsAny(EndsValue) && !HasSpace(value);

    /// <summary>How many characters from the start are a name.</summary>
    public static int NameLength(ReadOnlySpan<char> text) => LengthUntil(text, EndsName);

    /// <summary>How many characters from the start are a value.</summary>
    public static int ValueLength(ReadOnlySpan<char> text) => LengthUntil(text, EndsValue);

    private static int LengthUntil(ReadOnlySpan<char> text, SearchValues<char> end)
    {
        int length = 0;
        while (length < text.Length && !end.Contains(text[length]) && !char.IsWhiteSpace(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool HasSpace(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                return true;
            }
        }

        return false;
    }
}
