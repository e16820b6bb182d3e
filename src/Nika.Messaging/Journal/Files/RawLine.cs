using System.Text;

namespace Nika.Messaging.Journal.Files;

/// <summary>A line as it stands in the file.</summary>
/// <param name="Number">Counted from 1 where reading began.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Bytes">The line without its newline, or the beginning of one that is too long. Valid until the next line is asked for.</param>
/// <param name="Fault">Why the line is not whole; null if it is.</param>
internal readonly record struct RawLine(long Number, long Offset, ReadOnlyMemory<byte> Bytes, string? Fault)
{
    private const int ExcerptCharacters = 200;

    /// <summary>The first 200 characters, safe to print.</summary>
    public string Excerpt()
    {
        const char Replacement = '\uFFFD';
        var head = Bytes.Span[..Math.Min(Bytes.Length, Encoding.UTF8.GetMaxByteCount(ExcerptCharacters))];
        string text = Encoding.UTF8.GetString(head);
        int length = Math.Min(text.Length, ExcerptCharacters);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return string.Create(length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? Replacement : source[i];
            }
        });
    }
}
