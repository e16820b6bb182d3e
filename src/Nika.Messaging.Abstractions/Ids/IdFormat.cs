namespace Nika.Messaging;


/// <summary>The one rule for every id that becomes a key or a file name.</summary>
public static class IdFormat
{
    /// <summary>What an id looks like: a letter or digit, then up to 127 letters, digits, dots, underscores or hyphens (ASCII).</summary>
    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    /// <summary>The longest id, in characters and in bytes: 1 + 127.</summary>
    public const int MaxLength = 1 + 127;

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether <paramref name="value"/> is a valid id.</summary>
    /// <param name="value">The text.</param>
    public static bool IsValid(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(value[0]) && !value.ContainsAnyExcept(Allowed);

    /// <summary>Returns <paramref name="value"/> if it is a valid id.</summary>
    /// <param name="value">The text.</param>
    /// <param name="typeName">The id type's name, for the message.</param>
    /// <exception cref="ArgumentException">The text is no valid id; the message says what is allowed.</exception>
    public static string Validate(string? value, string typeName)
    {
        if (IsValid(value))
        {
            return value!;
        }

        throw new ArgumentException(Explain(value, typeName), nameof(value));
    }

    /// <summary>Says why <paramref name="value"/> is no valid id, and what is allowed. Long or strange text is shortened and escaped.</summary>
    /// <param name="value">The refused text.</param>
    /// <param name="typeName">The id type's name.</param>
    public static string Explain(string? value, string typeName)
    {
        string shown = value is null ? "null" : $"'{Printable(value)}'";
        return $"{shown} is no valid {typeName}: allowed are 1 to {MaxLength} ASCII letters, digits, '.', '_' and '-', starting with a letter or digit.";
    }

    private static string Printable(string value)
    {
        const int Shown = 40;
        string head = value.Length <= Shown ? value : value[..Shown] + "…";
        return string.Create(head.Length, head, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? '?' : text[i];
            }
        });
    }
}
