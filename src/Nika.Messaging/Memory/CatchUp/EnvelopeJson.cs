namespace Nika.Messaging;

/// <summary>An envelope as its JSON.</summary>
internal static class EnvelopeJson
{
    public static byte[] Of(in NikaMeta meta)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(in meta, ref writer);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }
}
