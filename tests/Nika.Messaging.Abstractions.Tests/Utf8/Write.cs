using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

internal delegate void Writing(ref Utf8Writer writer);

/// <summary>Writes with a fresh writer and gives the text.</summary>
internal static class Write
{
    public static byte[] Bytes(Writing write, bool plainText = false, int capacity = 1024)
    {
        var buffer = new Utf8Buffer(capacity);
        Assert.Null(Into(buffer, write, plainText));
        return buffer.WrittenSpan.ToArray();
    }

    public static string Text(Writing write, bool plainText = false, int capacity = 1024) => Encoding.UTF8.GetString(Bytes(write, plainText, capacity));

    public static string? Error(Writing write, bool plainText = false) => Into(new Utf8Buffer(), write, plainText);

    private static string? Into(Utf8Buffer buffer, Writing write, bool plainText)
    {
        var writer = new Utf8Writer(buffer) { PlainText = plainText };
        write(ref writer);
        writer.Complete();
        return writer.Error;
    }
}
