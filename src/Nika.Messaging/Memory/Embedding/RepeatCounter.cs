namespace Nika.Messaging;

/// <summary>How often each word of a text has come, by open addressing in memory of the caller.</summary>
/// <param name="words">Room for <see cref="Slots"/> words, zero at first.</param>
/// <param name="counts">Room for their counts, zero at first.</param>
internal ref struct RepeatCounter(Span<ulong> words, Span<int> counts)
{
    /// <summary>Room needed: twice the words that are counted, so that probing stays short.</summary>
    public const int Slots = 1024;

    private readonly Span<ulong> words = words;
    private readonly Span<int> counts = counts;
    private int used;

    /// <summary>Counts a word. Of a text with more than half <see cref="Slots"/> different words, the later ones count as new each time.</summary>
    /// <returns>1 for the first time, 2 for the second.</returns>
    public int Count(ulong word)
    {
        int slot = (int)(word % Slots);
        while (counts[slot] > 0)
        {
            if (words[slot] == word)
            {
                return ++counts[slot];
            }

            slot = (slot + 1) % Slots;
        }

        if (used < Slots / 2)
        {
            used++;
            words[slot] = word;
            counts[slot] = 1;
        }

        return 1;
    }
}
