using System.Text;

namespace Nika.Messaging.Qdrant.Http;

/// <summary>The beginning of a reply or of an error, fit to be logged: one line, of bounded length, without secrets.</summary>
internal static class ShownReply
{
    /// <summary>How many characters are shown.</summary>
    public const int MaxLength = 200;

    // Enough that no part of a secret is cut before it has been looked for.
    private const int MaxBytesRead = 64 * 1024;

    /// <summary>The beginning of a reply's body.</summary>
    /// <param name="body">The body, in whatever encoding.</param>
    /// <param name="secret">What must not be shown; null if there is none.</param>
    public static string Of(ReadOnlySpan<byte> body, string? secret) => Of(Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBytesRead)]), secret);

    /// <summary>The beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secret">What must not be shown; null if there is none.</param>
    public static string Of(string text, string? secret)
    {
        string clean = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "(removed)", StringComparison.OrdinalIgnoreCase);
        var shown = new StringBuilder(MaxLength);
        foreach (var rune in clean.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > MaxLength)
            {
                return shown.Append('…').ToString();
            }

            _ = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? shown.Append(' ') : shown.Append(rune.ToString());
        }

        return shown.ToString();
    }
}
