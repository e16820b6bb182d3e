namespace Nika.Messaging;

/// <summary>Turns a text into a vector: what <see cref="HashedEmbeddings"/> is made of. Allocates nothing.</summary>
internal static class TextFeatures
{
    // "the" and "after" join words and tell events apart the least; not nothing, since "out of" is all some questions have.
    private const double FunctionWordWeight = 0.1;

    // Two words as one: "time zone" finds "timezone". Half, since most pairs mean no more than their words.
    private const double PairWeight = 0.5;

    /// <summary>Writes the vector of a text: of length one, or zeros if there is nothing to go by.</summary>
    public static void Embed(ReadOnlySpan<char> text, Span<float> destination)
    {
        Span<int> sums = stackalloc int[HashedEmbeddings.Dimensions];
        sums.Clear();
        var sum = new FeatureSum(sums);
        AddWords(text.Length <= HashedEmbeddings.MaxTextLength ? text : text[..HashedEmbeddings.MaxTextLength], sum);
        sum.WriteUnit(destination);
    }

    private static void AddWords(ReadOnlySpan<char> text, FeatureSum sum)
    {
        Span<ulong> words = stackalloc ulong[RepeatCounter.Slots];
        Span<int> counts = stackalloc int[RepeatCounter.Slots];
        words.Clear();
        counts.Clear();
        var repeats = new RepeatCounter(words, counts);

        // The word before, if it says something, and the current one.
        Span<char> pair = stackalloc char[2 * WordScanner.MaxWordLength];
        int before = 0;
        var scanner = new WordScanner(text, stackalloc char[WordScanner.MaxWordLength], stackalloc int[WordScanner.MaxWordLength]);
        while (scanner.MoveNext())
        {
            var word = scanner.Word;
            bool isFunctionWord = EnglishWords.IsFunctionWord(word);
            AddWord(word, isFunctionWord ? FunctionWordWeight : 1, withPieces: true, ref repeats, sum);
            for (int i = 0; scanner.PartCount > 1 && i < scanner.PartCount; i++)
            {
                if (scanner.Part(i) is { Length: > 1 } part)
                {
                    AddWord(part, 1, withPieces: true, ref repeats, sum);
                }
            }

            if (isFunctionWord)
            {
                before = 0;
                continue;
            }

            word.CopyTo(pair[before..]);
            if (before > 0)
            {
                AddWord(pair[..(before + word.Length)], PairWeight, withPieces: false, ref repeats, sum);
            }

            word.CopyTo(pair);
            before = word.Length;
        }
    }

    private static void AddWord(ReadOnlySpan<char> word, double weight, bool withPieces, ref RepeatCounter repeats, FeatureSum sum)
    {
        var stem = EnglishWords.Stem(word);
        ulong feature = FeatureSum.WordFeature(stem);

        // Sub-linear: all occurrences together weigh the square root of their number.
        int times = repeats.Count(feature);
        int share = (int)Math.Round(weight * FeatureSum.One * (Math.Sqrt(times) - Math.Sqrt(times - 1)));
        sum.Add(feature, share);
        if (withPieces)
        {
            sum.AddPieces(stem, share);
        }
    }
}
