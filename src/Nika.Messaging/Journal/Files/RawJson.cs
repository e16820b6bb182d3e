namespace Nika.Messaging.Journal.Files;

/// <summary>Embeds JSON that is written already into a line.</summary>
internal static class RawJson
{
    /// <summary>
    /// Copies the document. A line break in valid JSON stands between two tokens, so a space says the same and keeps the line whole.
    /// An empty document becomes <c>null</c>.
    /// </summary>
    public static void Embed(ref Utf8Writer writer, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            writer.Raw("null"u8);
            return;
        }

        for (int end; (end = json.IndexOfAny((byte)'\n', (byte)'\r')) >= 0; json = json[(end + 1)..])
        {
            writer.Raw(json[..end]);
            writer.Raw(" "u8);
        }

        writer.Raw(json);
    }
}
