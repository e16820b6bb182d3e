using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Nika.Messaging.Benchmarks;

/// <summary>Passes bytes on to a server, and the server's answers back, those later by <see cref="Delay"/>.</summary>
internal sealed class SlowProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> sockets = [];
    private readonly int target;
    private bool isDisposed;

    public SlowProxy(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How much later an answer arrives. May be changed at any time.</summary>
    public TimeSpan Delay { get; set; }

    public void Dispose()
    {
        lock (sockets)
        {
            isDisposed = true;
            listener.Stop();
            sockets.ForEach(static socket => socket.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                lock (sockets)
                {
                    sockets.AddRange([client, server]);
                    if (isDisposed)
                    {
                        Dispose();
                        return;
                    }
                }

                await server.ConnectAsync(IPAddress.Loopback, target);
                _ = PumpAsync(client, server, static () => TimeSpan.Zero);
                _ = PumpAsync(server, client, () => Delay);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed, or the server is gone.
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<TimeSpan> delay)
    {
        var pieces = Channel.CreateUnbounded<(byte[] Bytes, long Due)>();
        var sending = SendAsync(to, pieces.Reader);
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                long due = Stopwatch.GetTimestamp() + (long)(delay().TotalSeconds * Stopwatch.Frequency);
                pieces.Writer.TryWrite((buffer[..count], due));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut: so is the other side.
        }

        pieces.Writer.Complete();
        await sending;
    }

    private static async Task SendAsync(Socket to, ChannelReader<(byte[] Bytes, long Due)> pieces)
    {
        try
        {
            await foreach (var (bytes, due) in pieces.ReadAllAsync())
            {
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait);
                }

                for (int sent = 0; sent < bytes.Length;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut: so is the other side.
        }

        to.Dispose();
    }
}
