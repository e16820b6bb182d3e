using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Nika.Messaging.Benchmarks;

/// <summary>Filling a stream, and emptying it by a bare loop of XREADGROUP and XACK on a blocking socket.</summary>
internal static class RawConsumer
{
    private const int Piece = 128;

    /// <summary>Puts messages into the stream of <see cref="Samples.Event"/>.</summary>
    public static void Fill(int port, int messages)
    {
        byte[] piece = RespFraming.Appends(Piece);
        byte[] buffer = new byte[64 * 1024];
        using var socket = RawPeer.Connect(port);
        for (int sent = 0; sent < messages; sent += Piece)
        {
            RawPeer.SendAll(socket, piece);
            for (int lines = 0; lines < 2 * Piece;)
            {
                lines += buffer.AsSpan(0, socket.Receive(buffer)).Count((byte)'\n');
            }
        }
    }

    /// <summary>Reads all and acks all, a read and its ack after the other.</summary>
    /// <returns>Messages a second.</returns>
    public static double Throughput(int port, string group, int count, int messages)
    {
        byte[] key = RespFraming.Xadd()[1];
        byte[] read = RespFraming.Command(
            Text("XREADGROUP"), Text("GROUP"), Text(group), Text("raw"), Text("COUNT"), Text(count.ToString(CultureInfo.InvariantCulture)), Text("STREAMS"), key, Text(">"));
        byte[] buffer = new byte[1024 * 1024];
        using var socket = RawPeer.Connect(port);
        long start = Stopwatch.GetTimestamp();
        var ids = new List<byte[]>(count);
        int done = 0;
        while (done < messages)
        {
            RawPeer.SendAll(socket, read);
            ReceiveEntries(socket, buffer, ids);
            if (ids.Count == 0)
            {
                throw new InvalidOperationException($"The stream had {done} entries instead of {messages}.");
            }

            RawPeer.SendAll(socket, RespFraming.Command([Text("XACK"), key, Text(group), .. ids]));
            done += ids.Count;
            int length = 0;
            do
            {
                length += socket.Receive(buffer.AsSpan(length));
            }
            while (buffer[length - 1] != (byte)'\n');
        }

        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Receives one whole reply and picks the entries' ids out of it: no more parsing than an ack needs.</summary>
    private static void ReceiveEntries(Socket socket, byte[] buffer, List<byte[]> ids)
    {
        ids.Clear();
        int length = 0;
        int position = 0;

        // *1 *2 $key *n, then for each entry *2 $id *2m and its fields; nothing there: *-1.
        if (Head() < 0)
        {
            return;
        }

        _ = Head();
        _ = Bulk();
        int entries = Head();
        for (int i = 0; i < entries; i++)
        {
            _ = Head();
            ids.Add(Bulk().ToArray());
            int fields = Head();
            for (int field = 0; field < fields; field++)
            {
                _ = Bulk();
            }
        }

        void More() => length += socket.Receive(buffer.AsSpan(length));

        int Head()
        {
            int end;
            while ((end = buffer.AsSpan(position, length - position).IndexOf((byte)'\n')) < 0)
            {
                More();
            }

            int value = int.Parse(buffer.AsSpan(position + 1, end - 2), CultureInfo.InvariantCulture);
            position += end + 1;
            return value;
        }

        ReadOnlySpan<byte> Bulk()
        {
            int bytes = Head();
            while (length - position < bytes + 2)
            {
                More();
            }

            var bulk = buffer.AsSpan(position, bytes);
            position += bytes + 2;
            return bulk;
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
