namespace RepoAudit.Reporting;

/// <summary>
/// Makes foreign text - file names, reasons - fit for a line of a report: control characters, with which a file name could drive a terminal,
/// become question marks, and what is too long is cut.
/// </summary>
public static class ShortText
{
    private const char Ellipsis = '…';

    /// <summary>All of it.</summary>
    /// <param name="text">The text.</param>
    public static string Whole(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) || char.GetUnicodeCategory(source[i]) == System.Globalization.UnicodeCategory.Format ? '?' : source[i];
        }
    });

    /// <summary>The beginning, where its end matters less.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most characters.</param>
    public static string End(string text, int length) => text.Length <= length ? Whole(text) : Whole(text[..KeepPair(text, length - 1)]) + Ellipsis;

    /// <summary>The end, as a path's is what tells it apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most characters.</param>
    public static string Start(string text, int length) => text.Length <= length ? Whole(text) : Ellipsis + Whole(text[KeepPair(text, text.Length - length + 1)..]);

    // A cut between the halves of a surrogate pair would leave a broken character.
    private static int KeepPair(string text, int cut) => cut > 0 && char.IsLowSurrogate(text[cut]) && char.IsHighSurrogate(text[cut - 1]) ? cut + 1 : cut;
}
