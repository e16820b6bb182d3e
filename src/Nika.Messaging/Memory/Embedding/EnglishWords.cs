using System.Buffers;

namespace Nika.Messaging;

/// <summary>What the embedder knows of English: which words say little, and which endings a word may lose. Changing either is a new version of the embedder.</summary>
internal static class EnglishWords
{
    // A stem shorter than this says too little to stand for its word. For the short endings; longer ones must leave a letter more.
    private const int ShortestStem = 3;

    // The longest that fits is taken.
    private static readonly string[] Endings =
    [
        "izations",
        "ability", "ization",
        "ations",
        "ating", "ation", "izing", "ments",
        "able", "ated", "ates", "ings", "ions", "ized", "izer", "izes", "ment", "ness",
        "als", "ate", "ers", "ied", "ies", "ing", "ion", "ize", "ors",
        "al", "ed", "er", "es", "ly", "or",
        "e", "s", "y",
    ];

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FunctionWords = new HashSet<string>(StringComparer.Ordinal)
    {
        "a", "after", "again", "all", "an", "and", "another", "any", "are", "as", "at", "be", "because", "been", "before", "but", "by", "can",
        "could", "did", "do", "does", "each", "every", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "more",
        "most", "no", "nobody", "nor", "not", "now", "of", "off", "on", "one", "only", "or", "other", "our", "out", "over", "since", "so", "some",
        "somebody", "than", "that", "the", "their", "them", "then", "there", "they", "this", "those", "to", "too", "two", "under", "until", "up",
        "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would", "you", "your",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a folded word only joins others.</summary>
    public static bool IsFunctionWord(ReadOnlySpan<char> word) => FunctionWords.Contains(word);

    /// <summary>The beginning of a folded word that its other forms share, roughly: <c>restor</c> of restore, restored and restoring.</summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length <= ShortestStem || word.ContainsAnyExcept(Letters))
        {
            return word;
        }

        var stem = word;
        foreach (string ending in Endings)
        {
            int left = word.Length - ending.Length;
            if (left >= (ending.Length <= 2 ? ShortestStem : ShortestStem + 1) && word.EndsWith(ending, StringComparison.Ordinal)
                && (ending != "s" || word[left - 1] is not ('s' or 'i' or 'u')))
            {
                stem = word[..left];
                break;
            }
        }

        // stopped → stopp → stop; but miss, call and free keep theirs.
        return stem.Length > ShortestStem && stem[^1] == stem[^2] && stem[^1] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'l' or 's') ? stem[..^1] : stem;
    }
}
