using System;

namespace Nika.Messaging.CodeFixes;

/// <summary>How far two names are apart: the letters to write, to leave out, to change and to swap with their neighbours, whatever their case.</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        one = one.ToUpperInvariant();
        other = other.ToUpperInvariant();
        int[,] distance = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                int change = distance[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                int least = Math.Min(change, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                bool isSwapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                distance[i, j] = isSwapped ? Math.Min(least, distance[i - 2, j - 2] + 1) : least;
            }
        }

        return distance[one.Length, other.Length];
    }
}
