namespace Nika.Messaging;

/// <summary>
/// Adds weighted features to the places of a vector that their hashes name. Whole numbers until the last step, so that the result depends
/// neither on the processor nor on the order of additions; the division and the square root are exact by IEEE 754.
/// </summary>
/// <param name="sums">A place for each dimension, zero at first.</param>
internal readonly ref struct FeatureSum(Span<int> sums)
{
    /// <summary>Full weight. With at most 2^18 features a text, sums stay below 2^30, and the sum of their squares below 2^60.</summary>
    public const int One = 1 << 12;

    // 2^64 divided by the golden ratio: what SplitMix64 steps by.
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private const ulong FnvOffset = 0xCBF2_9CE4_8422_2325;
    private const ulong FnvPrime = 0x0000_0100_0000_01B3;

    private readonly Span<int> sums = sums;

    /// <summary>The feature of a word: 64-bit FNV-1a over its UTF-16 units.</summary>
    public static ulong WordFeature(ReadOnlySpan<char> word)
    {
        ulong feature = FnvOffset;
        foreach (char unit in word)
        {
            feature = (feature ^ unit) * FnvPrime;
        }

        return feature;
    }

    /// <summary>Adds a feature.</summary>
    public void Add(ulong feature, int weight)
    {
        // The upper half of the hash names the place, without a division; the lowest bit the sign, so that features which meet
        // in one place cancel out on average.
        ulong hash = Mix(feature);
        int place = (int)(((hash >> 32) * (uint)sums.Length) >> 32);
        sums[place] += (hash & 1) == 0 ? weight : -weight;
    }

    /// <summary>Adds the pieces of three and four letters of a word; those of its beginning once more, marked as such.</summary>
    public void AddPieces(ReadOnlySpan<char> word, int weight)
    {
        // Four UTF-16 units are a 64-bit number, so a piece is its own feature; no letter is zero, so three units are no four.
        ulong last = '^';
        for (int i = 0; i < word.Length; i++)
        {
            last = (last << 16) | word[i];
            if (i >= 1)
            {
                Add(last & 0xFFFF_FFFF_FFFF, weight);
            }

            if (i >= 2)
            {
                Add(last, weight);
            }
        }
    }

    /// <summary>Writes the sums, scaled to a length of one; zeros if all of them are.</summary>
    public void WriteUnit(Span<float> destination)
    {
        long squares = 0;
        foreach (int sum in sums)
        {
            squares += (long)sum * sum;
        }

        double length = squares == 0 ? 1 : Math.Sqrt(squares);
        for (int i = 0; i < sums.Length; i++)
        {
            destination[i] = (float)(sums[i] / length);
        }
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
