using System.Globalization;
using System.Text;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>A text as a full-text query: any of its words.</summary>
internal static class WordQuery
{
    // A question is a sentence or two; the words of a whole document would match nearly everything, slowly.
    private const int MaxWords = 64;

    /// <summary>The query, every word quoted so that none is taken for an operator; null for a text without words.</summary>
    public static string? Of(string text)
    {
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int start = -1;
        for (int i = 0; i <= text.Length && words.Count < MaxWords; i++)
        {
            if (i < text.Length && IsOfWord(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                string word = text[start..i];
                start = -1;
                if (seen.Add(word))
                {
                    words.Add(word);
                }
            }
        }

        return words.Count == 0 ? null : new StringBuilder().Append('"').AppendJoin("\" OR \"", words).Append('"').ToString();
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
