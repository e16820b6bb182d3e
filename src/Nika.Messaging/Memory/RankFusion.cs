using System.Runtime.InteropServices;

namespace Nika.Messaging;

/// <summary>
/// One ranking out of two, by reciprocal ranks: only places count, since scores of words (BM25) and of vectors (cosine) have no common scale.
/// A place <c>r</c>, from 1, is worth <c>1 / (20 + r)</c>; what both found adds up.
/// </summary>
public static class RankFusion
{
    // The larger, the less the first places count against being found by both. 5 to 60 recall nearly the same on the labelled set; see docs/embeddings.md.
    private const int Damping = 20;

    private const int LeastDepth = 50;

    /// <summary>How many of each ranking to fuse to get <paramref name="limit"/> out: what is well down in both rankings may come out on top.</summary>
    /// <param name="limit">How many are wanted.</param>
    /// <returns>Five times as many, 50 at least.</returns>
    public static int DepthFor(int limit) => (int)Math.Clamp(5L * limit, LeastDepth, int.MaxValue);

    /// <summary>Fuses two rankings.</summary>
    /// <typeparam name="TKey">What identifies an item.</typeparam>
    /// <param name="words">What the search for words found, best first, each item once.</param>
    /// <param name="vectors">What the search for similar vectors found, best first, each item once.</param>
    /// <param name="limit">How many to return at most.</param>
    /// <returns>Items with their scores, from 0 (exclusive) to 2/21, best first. Of equal ones, those come first that are higher in <paramref name="words"/>, then in <paramref name="vectors"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    public static IReadOnlyList<KeyValuePair<TKey, double>> Fuse<TKey>(ReadOnlySpan<TKey> words, ReadOnlySpan<TKey> vectors, int limit)
        where TKey : notnull
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var places = new Dictionary<TKey, int>(words.Length + vectors.Length);
        var fused = new List<KeyValuePair<TKey, double>>(words.Length + vectors.Length);
        Add(words, places, fused);
        Add(vectors, places, fused);

        // OrderBy keeps the order of equal ones, which is the order in which they were met.
        return [.. fused.OrderByDescending(static item => item.Value).Take(limit)];
    }

    private static void Add<TKey>(ReadOnlySpan<TKey> ranking, Dictionary<TKey, int> places, List<KeyValuePair<TKey, double>> fused)
        where TKey : notnull
    {
        for (int i = 0; i < ranking.Length; i++)
        {
            double worth = 1.0 / (Damping + i + 1);
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, ranking[i], out bool known);
            if (known)
            {
                fused[place] = new(ranking[i], fused[place].Value + worth);
            }
            else
            {
                place = fused.Count;
                fused.Add(new(ranking[i], worth));
            }
        }
    }
}
