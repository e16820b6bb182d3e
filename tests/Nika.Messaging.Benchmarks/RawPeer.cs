using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Nika.Messaging.Benchmarks;

/// <summary>A bare socket: the ceiling (P) and the bare round trip (R).</summary>
internal static class RawPeer
{
    // Writes a flush carries in the ceiling: what fits in 64 KB.
    private const int WritesPerFlush = 64;

    /// <summary>One thread writes pre-encoded flushes, another counts replies.</summary>
    /// <returns>Writes a second.</returns>
    public static double Ceiling(int port, int messages)
    {
        var (bytes, linesPerFlush) = RespFraming.Flush(WritesPerFlush);
        int flushes = messages / WritesPerFlush;
        using var socket = Connect(port);
        long expected = (long)linesPerFlush * flushes;
        var reader = new Thread(() =>
        {
            byte[] buffer = new byte[64 * 1024];
            for (long lines = 0; lines < expected;)
            {
                int read = socket.Receive(buffer);
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
            }
        });
        long start = Stopwatch.GetTimestamp();
        reader.Start();
        for (int i = 0; i < flushes; i++)
        {
            SendAll(socket, bytes);
        }

        reader.Join();
        return flushes * WritesPerFlush / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Blocking round trips of one write with its framing.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="messages">How many.</param>
    /// <param name="pace">Their pace; null for one right after the other.</param>
    /// <returns>The median in microseconds.</returns>
    public static double RoundTrip(int port, int messages, Pace? pace = null)
    {
        var (bytes, lines) = RespFraming.Flush(1);
        using var socket = Connect(port);
        byte[] buffer = new byte[4096];
        var latencies = new Latencies(messages);
        for (int i = 0; i < messages; i++)
        {
            pace?.Wait();
            long start = Stopwatch.GetTimestamp();
            SendAll(socket, bytes);
            for (int seen = 0; seen < lines;)
            {
                seen += buffer.AsSpan(0, socket.Receive(buffer)).Count((byte)'\n');
            }

            latencies.Add(start);
        }

        return latencies.MedianMicroseconds;
    }

    public static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    public static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }
}
