using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

internal delegate bool Reading<T>(ref JsonReader reader, out T value);

/// <summary>Reads a whole text with a fresh reader.</summary>
internal static class Read
{
    public static T Value<T>(string text, Reading<T> read, bool plainText = false) => Value(Encoding.UTF8.GetBytes(text), read, plainText);

    public static T Value<T>(byte[] text, Reading<T> read, bool plainText = false)
    {
        Assert.True(Try(text, read, out T value, out JsonError error, plainText), error.ToString());
        return value;
    }

    public static JsonError Error<T>(string text, Reading<T> read, bool plainText = false) => Error(Encoding.UTF8.GetBytes(text), read, plainText);

    public static JsonError Error<T>(byte[] text, Reading<T> read, bool plainText = false)
    {
        Assert.False(Try(text, read, out T value, out JsonError error, plainText), $"Read {value}");
        return error;
    }

    public static bool Try<T>(byte[] text, Reading<T> read, out T value, out JsonError error, bool plainText = false)
    {
        JsonReader reader = plainText ? JsonReader.ForPlainText(text) : new JsonReader(text);
        bool done = read(ref reader, out value) && reader.ReadEnd();
        Assert.Equal(!done, reader.Failed);
        error = reader.Error;
        return done;
    }

    /// <summary>Reads over any one value.</summary>
    public static bool Any(ref JsonReader reader, out bool value) => value = reader.SkipValue();
}
