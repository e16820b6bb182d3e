using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing;

/// <summary>
/// The words TODO, FIXME, HACK and XXX, in capitals and standing alone. In a language the audit knows only its comments count, so that
/// code which looks for such words has none; in plain text they count anywhere.
/// </summary>
public static class TodoMarks
{
    /// <summary>Counts the marks in a text.</summary>
    /// <param name="text">The text.</param>
    public static int Count(SourceText text) =>
        Count(text, "TODO"u8) + Count(text, "FIXME"u8) + Count(text, "HACK"u8) + Count(text, "XXX"u8);

    private static int Count(SourceText text, ReadOnlySpan<byte> word)
    {
        int count = 0;
        int position = 0;
        while (text.Bytes[position..].IndexOf(word) is var next and >= 0)
        {
            int start = position + next;
            int end = start + word.Length;
            bool alone = (start == 0 || !SourceText.IsNamePart(text.Bytes[start - 1])) && (end == text.Bytes.Length || !SourceText.IsNamePart(text.Bytes[end]));
            if (alone && (text.Language.IsPlain || text.Kinds[start] == ByteKind.Comment))
            {
                count++;
            }

            position = end;
        }

        return count;
    }
}
