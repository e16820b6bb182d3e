using System.Net;
using System.Net.Sockets;
using System.Text;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Connections;

/// <summary>One connection against a peer that may send what it likes.</summary>
public sealed class RespConnectionTests
{
    private const int Limit = 1024 * 1024;

    [Fact]
    public async Task A_flood_of_pushes_is_passed_over()
    {
        // Behind a large reply, for which the buffer has grown: there they all are at once.
        await using var pair = await Pair.ConnectAsync(16 * Limit);
        byte[] sent = Encoding.ASCII.GetBytes($"$9000000\r\n{new string('x', 9_000_000)}\r\n{string.Concat(Enumerable.Repeat(">0\r\n", 1_500_000))}+OK\r\n");
        var sending = pair.Peer.SendAsync(sent, SocketFlags.None);
        await pair.Connection.ReadFrameAsync().AsTask().WaitAsync(Deadline.Seconds(60).Token);
        Assert.Equal(9_000_012, pair.Connection.Frame.Length);
        await pair.Connection.ReadFrameAsync().AsTask().WaitAsync(Deadline.Seconds(60).Token);
        Assert.Equal("+OK\r\n"u8, pair.Connection.Frame);
        _ = await sending;
    }

    [Fact]
    public async Task An_endless_array_is_refused_at_the_limit_and_takes_no_more_memory_than_twice_that()
    {
        await using var pair = await Pair.ConnectAsync(Limit);
        using var stop = new CancellationTokenSource();
        var sending = SendForeverAsync(pair.Peer, "*1000000\r\n", ":1\r\n", stop.Token);
        var lost = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pair.Connection.ReadFrameAsync().AsTask().WaitAsync(Deadline.Seconds(60).Token));
        Assert.Equal("the server sent a reply longer than 1048576 bytes", lost.Message);
        Assert.InRange(pair.Connection.BufferBytes, 0, 2 * Limit);
        await stop.CancelAsync();
        await sending;
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "the server sent a reply of the unknown type 0x48")]
    [InlineData("login: ", "the server sent a reply of the unknown type 0x6c")]
    [InlineData("$9999999999\r\n", "the server sent a length of 9999999999, past the limit of 1048576 bytes a reply")]
    [InlineData("$0005\r\nhello\r\n", "the server sent a malformed length")]
    [InlineData("*00\r\n", "the server sent a malformed length")]
    public async Task Nonsense_is_said_in_words_fit_for_logs(string sent, string said)
    {
        await using var pair = await Pair.ConnectAsync(Limit);
        _ = await pair.Peer.SendAsync(Encoding.ASCII.GetBytes(sent), SocketFlags.None);
        var lost = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pair.Connection.ReadFrameAsync().AsTask().WaitAsync(Deadline.Seconds(60).Token));
        Assert.Equal(said, lost.Message);
    }

    private static async Task SendForeverAsync(Socket peer, string head, string element, CancellationToken stop)
    {
        byte[] elements = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(element, 10_000)));
        try
        {
            _ = await peer.SendAsync(Encoding.ASCII.GetBytes(head), SocketFlags.None, stop);
            while (true)
            {
                _ = await peer.SendAsync(elements, SocketFlags.None, stop);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The other side has seen enough.
        }
    }

    private sealed class Pair(RespConnection connection, Socket peer) : IAsyncDisposable
    {
        public RespConnection Connection => connection;

        public Socket Peer => peer;

        public static async Task<Pair> ConnectAsync(int limit)
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.LocalEndPoint!);
            return new(new RespConnection(client, limit), await listener.AcceptAsync());
        }

        public ValueTask DisposeAsync()
        {
            connection.Dispose();
            peer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
