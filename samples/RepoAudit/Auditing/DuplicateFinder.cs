using System.Runtime.InteropServices;

namespace RepoAudit.Auditing;

/// <summary>
/// Finds lines that stand elsewhere too: lines within a window of six significant lines (see <see cref="LineTally"/>) that occurs again in the
/// same batch, in another file or in the same one without overlapping. Every place counts, so the order of the files decides nothing.
/// </summary>
public static class DuplicateFinder
{
    /// <summary>How many significant lines in a row must be the same.</summary>
    public const int WindowLines = 6;

    /// <summary>The most different windows remembered per batch (some 40 MB); beyond it only repetitions of those remembered are found.</summary>
    public const int MostWindows = 1_000_000;

    /// <summary>Counts the duplicated lines of each file.</summary>
    /// <param name="files">The fingerprints of each file's significant lines.</param>
    /// <returns>The number of duplicated lines of each, in the same order.</returns>
    public static int[] Count(IReadOnlyList<ulong[]> files)
    {
        // Positions run on through all files. A window lies within a file, so two of different files cannot overlap.
        var places = new Dictionary<ulong, (long First, long Last)>();
        long offset = 0;
        foreach (ulong[] lines in files)
        {
            for (int line = 0; line + WindowLines <= lines.Length; line++)
            {
                Remember(places, Combine(lines.AsSpan(line, WindowLines)), offset + line);
            }

            offset += lines.Length;
        }

        int[] counts = new int[files.Count];
        offset = 0;
        for (int file = 0; file < counts.Length; file++)
        {
            counts[file] = CountIn(files[file], offset, places);
            offset += files[file].Length;
        }

        return counts;
    }

    private static void Remember(Dictionary<ulong, (long First, long Last)> places, ulong window, long position)
    {
        ref (long First, long Last) place = ref CollectionsMarshal.GetValueRefOrNullRef(places, window);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref place))
        {
            place.Last = position;
        }
        else if (places.Count < MostWindows)
        {
            places.Add(window, (position, position));
        }
    }

    // If a window occurs again without overlapping, then its first or its last occurrence is such a one.
    private static int CountIn(ulong[] lines, long offset, Dictionary<ulong, (long First, long Last)> places)
    {
        int count = 0;
        int counted = 0; // lines before this one have been counted
        for (int line = 0; line + WindowLines <= lines.Length; line++)
        {
            long position = offset + line;
            if (places.TryGetValue(Combine(lines.AsSpan(line, WindowLines)), out (long First, long Last) place)
                && (position - place.First >= WindowLines || place.Last - position >= WindowLines))
            {
                count += line + WindowLines - Math.Max(line, counted);
                counted = line + WindowLines;
            }
        }

        return count;
    }

    private static ulong Combine(ReadOnlySpan<ulong> window)
    {
        ulong hash = 0;
        foreach (ulong line in window)
        {
            hash = (hash ^ line) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        return hash;
    }
}
