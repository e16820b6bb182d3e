using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Nika.Messaging.TestSupport;

/// <summary>
/// The least client that assertions need: blocking, RESP2, written apart from the product so that the two cannot share a mistake.
/// Replies are string, long, <c>object?[]</c> or null; bytes are Latin-1 so that none is lost.
/// </summary>
public sealed class RedisClient : IDisposable
{
    private readonly Socket socket;
    private readonly NetworkStream stream;
    private readonly BufferedStream reading;

    public RedisClient(int port, TimeSpan? timeout = null)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)(timeout ?? TimeSpan.FromSeconds(20)).TotalMilliseconds,
        };
        socket.Connect(System.Net.IPAddress.Loopback, port);
        stream = new NetworkStream(socket, ownsSocket: true);
        reading = new BufferedStream(stream);
    }

    /// <summary>Sends a command and waits for its reply; an error reply is thrown as <see cref="RedisErrorException"/>.</summary>
    public object? Command(params string[] arguments)
    {
        Send(arguments);
        return Receive();
    }

    public string Text(params string[] arguments) => (string)Command(arguments)!;

    public long Number(params string[] arguments) => (long)Command(arguments)!;

    public object?[] List(params string[] arguments) => (object?[]?)Command(arguments) ?? [];

    /// <summary>The entries of a stream, oldest first: id, then field and value in turns.</summary>
    public IReadOnlyList<(string Id, string[] Fields)> Entries(string key)
        => [.. List("XRANGE", key, "-", "+").Select(static entry =>
        {
            var parts = (object?[])entry!;
            return ((string)parts[0]!, ((object?[])parts[1]!).Cast<string>().ToArray());
        })];

    /// <summary>Sends a command without waiting for its reply.</summary>
    public void Send(params string[] arguments)
    {
        var text = new StringBuilder().Append('*').Append(arguments.Length).Append("\r\n");
        foreach (string argument in arguments)
        {
            text.Append('$').Append(argument.Length).Append("\r\n").Append(argument).Append("\r\n");
        }

        stream.Write(Encoding.Latin1.GetBytes(text.ToString()));
    }

    /// <summary>Waits for the next reply.</summary>
    public object? Receive()
    {
        string line = Line();
        string rest = line[1..];
        switch (line[0])
        {
            case '+':
                return rest;
            case '-':
                throw new RedisErrorException(rest);
            case ':':
                return long.Parse(rest, CultureInfo.InvariantCulture);
            case '$':
                int length = int.Parse(rest, CultureInfo.InvariantCulture);
                if (length < 0)
                {
                    return null;
                }

                byte[] bytes = new byte[length + 2];
                reading.ReadExactly(bytes);
                return Encoding.Latin1.GetString(bytes, 0, length);
            case '*':
                int count = int.Parse(rest, CultureInfo.InvariantCulture);
                if (count < 0)
                {
                    return null;
                }

                object?[] items = new object?[count];
                for (int i = 0; i < count; i++)
                {
                    items[i] = ReceiveItem();
                }

                return items;
            default:
                throw new InvalidDataException("Not a RESP2 reply: " + line);
        }
    }

    public void Dispose()
    {
        reading.Dispose();
        stream.Dispose();
        socket.Dispose();
    }

    /// <summary>An error inside an array is an item like others: the array is read to its end.</summary>
    private object? ReceiveItem()
    {
        try
        {
            return Receive();
        }
        catch (RedisErrorException error)
        {
            return error;
        }
    }

    private string Line()
    {
        var text = new StringBuilder();
        while (true)
        {
            int next = reading.ReadByte();
            if (next < 0)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }

            if (next == '\r')
            {
                _ = reading.ReadByte();
                return text.ToString();
            }

            text.Append((char)next);
        }
    }
}
