using System.Globalization;
using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Redis.Commands;

namespace Nika.Messaging.Benchmarks;

/// <summary>
/// The commands of a flush as the Redis store sends them, encoded beforehand: what the raw peers write.
/// </summary>
internal static class RespFraming
{
    /// <summary>One transaction of <paramref name="writes"/> appends and one guarded expiry.</summary>
    /// <returns>The bytes, and the lines of its reply.</returns>
    public static (byte[] Bytes, int ReplyLines) Flush(int writes)
    {
        var stream = new MemoryStream();
        var xadd = Xadd();
        Command(stream, "MULTI"u8.ToArray());
        for (int i = 0; i < writes; i++)
        {
            Command(stream, xadd);
        }

        Command(stream, "EVAL"u8.ToArray(), Scripts.Expire.ToArray(), Text("1"), xadd[1], Text("stream"), Text("86400000"));
        Command(stream, "EXEC"u8.ToArray());

        // MULTI and each command are answered by a line; EXEC by a header, two lines an entry id, and the expiry's nil.
        return (stream.ToArray(), 1 + writes + 1 + 1 + (2 * writes) + 1);
    }

    /// <summary>The parts of the append.</summary>
    public static byte[][] Xadd()
    {
        var encoder = new MessageEncoder(new PodIdentity(new("bench-pod"), new("0198c0de-0000-7000-8000-000000000000"), new RoleName("bencher")), TimeProvider.System);
        if (encoder.EncodeEntry(in Samples.Event, out var header, out var encoded) is { } refusal)
        {
            throw new InvalidOperationException(refusal);
        }

        var write = header.View(encoded.WrittenSpan);
        var parts = new List<byte[]> { Text("XADD"), write.Key.ToArray(), Text("MAXLEN"), Text("~"), Text("5000"), Text("*") };
        var fields = new FieldReader(write.Fields);
        while (fields.TryNext(out var name, out var value))
        {
            parts.Add(name.ToArray());
            parts.Add(value.ToArray());
        }

        return [.. parts];
    }

    /// <summary>Appends without a bound, as one piece: each is answered by two lines.</summary>
    public static byte[] Appends(int count)
    {
        var stream = new MemoryStream();
        var xadd = Xadd();
        byte[][] unbounded = [xadd[0], xadd[1], .. xadd[5..]];
        for (int i = 0; i < count; i++)
        {
            Command(stream, unbounded);
        }

        return stream.ToArray();
    }

    /// <summary>One command.</summary>
    public static byte[] Command(params byte[][] parts)
    {
        var stream = new MemoryStream();
        Command(stream, parts);
        return stream.ToArray();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static void Command(MemoryStream stream, params byte[][] parts)
    {
        stream.Write(Text(string.Create(CultureInfo.InvariantCulture, $"*{parts.Length}\r\n")));
        foreach (byte[] part in parts)
        {
            stream.Write(Text(string.Create(CultureInfo.InvariantCulture, $"${part.Length}\r\n")));
            stream.Write(part);
            stream.Write("\r\n"u8);
        }
    }
}
