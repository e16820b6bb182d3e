using System.Text;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

/// <summary>Calls the generated static members as the runtime does: through a type parameter.</summary>
internal static class Wire
{
    public static string Json<T>(T value)
        where T : IMessagePart<T>
    {
        string json = Write(value, out string? error);
        Assert.Null(error);
        return json;
    }

    public static string? WriteError<T>(T value)
        where T : IMessagePart<T>
    {
        Write(value, out string? error);
        return error;
    }

    public static T Read<T>(string json)
        where T : IMessagePart<T>
    {
        Assert.True(TryRead<T>(json, out var value, out var error), error.ToString());
        return value!;
    }

    public static JsonError ReadError<T>(string json)
        where T : IMessagePart<T>
    {
        Assert.False(TryRead<T>(json, out _, out var error), json);
        return error;
    }

    public static HashFields Fields<T>(T message)
        where T : IHashMessage<T>
    {
        var buffer = new Utf8Buffer(16);
        var fields = new FieldWriter(buffer);
        T.WriteFields(in message, ref fields);
        Assert.Null(fields.Writer.Error);
        fields.Complete();
        return new HashFields(buffer.WrittenSpan.ToArray());
    }

    public static HashFields Fields(params (string Name, string Value)[] fields)
    {
        var buffer = new Utf8Buffer(16);
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        writer.Complete();
        return new HashFields(buffer.WrittenSpan.ToArray());
    }

    public static IReadOnlyList<(string Name, string Value)> Texts(HashFields fields)
    {
        var texts = new List<(string Name, string Value)>();
        var reader = fields.Reader;
        while (reader.TryNext(out var name, out var value))
        {
            texts.Add((Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
        }

        return texts;
    }

    public static T ReadFields<T>(HashFields fields)
        where T : IHashMessage<T>
    {
        Assert.True(T.TryReadFields(fields, out var message, out string? error), error);
        return message;
    }

    public static string FieldsError<T>(HashFields fields)
        where T : IHashMessage<T>
    {
        Assert.False(T.TryReadFields(fields, out _, out string? error));
        return error;
    }

    public static string? Key<T>(T message, NikaMeta meta = default)
        where T : IMessage<T>
    {
        var buffer = new Utf8Buffer(16);
        var writer = new Utf8Writer(buffer);
        if (!T.TryWriteKey(in message, in meta, ref writer))
        {
            return null;
        }

        writer.Complete();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static NikaMeta Meta<T>(T message, NikaMeta ambient = default)
        where T : IMessage<T>
    {
        T.FillMeta(in message, ref ambient);
        return ambient;
    }

    public static string? MissingId<T>(T message)
        where T : IMessage<T> => T.FindMissingId(in message);

    public static string? MemoryText<T>(T message)
        where T : IMessage<T> => T.MemoryText(in message);

    private static string Write<T>(T value, out string? error)
        where T : IMessagePart<T>
    {
        var buffer = new Utf8Buffer(16);
        var writer = new Utf8Writer(buffer);
        T.WriteJson(in value, ref writer);
        error = writer.Error;
        writer.Complete();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool TryRead<T>(string json, out T? value, out JsonError error)
        where T : IMessagePart<T>
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        bool isRead = T.TryReadJson(ref reader, out value) && reader.ReadEnd();
        error = reader.Error;
        return isRead;
    }
}
