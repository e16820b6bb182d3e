namespace Nika.Messaging;

/// <summary>Guesses what a misspelt name was to be.</summary>
internal static class NearestName
{
    // Names are short; a long one is no typing error.
    private const int LongestName = 64;

    /// <summary>The name with the fewest typing errors between; null if none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        int least = Math.Max(2, name.Length / 3) + 1;
        string? nearest = null;
        foreach (string candidate in known.Order(StringComparer.Ordinal))
        {
            int distance = Distance(name, candidate);
            if (distance < least && distance < candidate.Length)
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>How many letters must be added, taken away, changed or exchanged with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        if (to.Length > LongestName)
        {
            return int.MaxValue;
        }

        Span<int> before = stackalloc int[LongestName + 1];
        Span<int> last = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                bool same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                int least = Math.Min(Math.Min(last[j], current[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    least = Math.Min(least, before[j - 2] + 1);
                }

                current[j] = least;
            }

            var freed = before;
            before = last;
            last = current;
            current = freed;
        }

        return last[to.Length];
    }
}
