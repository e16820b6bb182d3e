using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing;

/// <summary>How many lines a text has of each sort, and the fingerprints of those worth comparing.</summary>
/// <param name="Lines">Physical lines.</param>
/// <param name="Blank">Lines of nothing but white space.</param>
/// <param name="Comment">Lines of nothing but comment.</param>
/// <param name="Significant">A fingerprint of each significant line, in order.</param>
/// <remarks>
/// Significant is a code line with a letter or digit on it that is no import: a lone brace says nothing, and imports repeat by nature. White
/// space around the line does not matter, so code that was moved to another depth is found.
/// </remarks>
public sealed record LineTally(int Lines, int Blank, int Comment, ulong[] Significant)
{
    /// <summary>Counts a text's lines.</summary>
    /// <param name="text">The text.</param>
    public static LineTally Of(SourceText text)
    {
        int lines = 0;
        int blank = 0;
        int comment = 0;
        var significant = new List<ulong>();
        foreach (Range line in text)
        {
            lines++;
            ReadOnlySpan<byte> bytes = text.Bytes[line];
            int start = 0;
            while (start < bytes.Length && SourceText.IsSpace(bytes[start]))
            {
                start++;
            }

            if (start == bytes.Length)
            {
                blank++;
                continue;
            }

            int end = bytes.Length;
            while (SourceText.IsSpace(bytes[end - 1]))
            {
                end--;
            }

            if (!HasCode(bytes[start..end], text.Kinds[line][start..end]))
            {
                comment++;
            }
            else if (Fingerprint(bytes[start..end]) is { } fingerprint)
            {
                significant.Add(fingerprint);
            }
        }

        return new LineTally(lines, blank, comment, [.. significant]);
    }

    private static bool HasCode(ReadOnlySpan<byte> bytes, ReadOnlySpan<ByteKind> kinds)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (kinds[i] != ByteKind.Comment && !SourceText.IsSpace(bytes[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong? Fingerprint(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("using "u8) || line.StartsWith("import "u8) || line.StartsWith("from "u8) || line.StartsWith("#include"u8))
        {
            return null;
        }

        // FNV-1a, because its values are the same in every process: duplicates must not depend on who looks for them.
        ulong hash = 14695981039346656037;
        bool hasName = false;
        foreach (byte value in line)
        {
            hash = (hash ^ value) * 1099511628211;
            hasName |= SourceText.IsNamePart(value);
        }

        return hasName ? hash : null;
    }
}
