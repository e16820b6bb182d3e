using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nika.Messaging.TestSupport;

/// <summary>Listens on a loopback port and does with each connection what the test says: a server that is none.</summary>
public sealed class FakeServer : IDisposable
{
    private readonly TcpListener listener;
    private readonly Func<Socket, CancellationToken, Task> serve;

    // Not disposed: it says whether the server is, and has no timer.
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> serving = [];
    private readonly List<Socket> sockets = [];
    private readonly Lock sync = new();
    private readonly Task accepting;
    private int accepted;

    /// <summary>Listens.</summary>
    /// <param name="serve">Serves one connection; it is closed when the task ends.</param>
    /// <param name="port">The port; 0 for any.</param>
    public FakeServer(Func<Socket, CancellationToken, Task> serve, int port = 0)
    {
        this.serve = serve;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Answers whatever comes with these bytes, each time, until the other side closes.</summary>
    public static Func<Socket, CancellationToken, Task> Answering(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> answer) => async (socket, stop) =>
    {
        byte[] received = new byte[64 * 1024];
        while (await socket.ReceiveAsync(received, stop) is > 0 and var count)
        {
            await SendAllAsync(socket, answer(received.AsMemory(0, count)), stop);
        }
    };

    public static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, stop)..];
        }
    }

    public void Dispose()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        stopping.Cancel();
        listener.Stop();
        lock (sync)
        {
            sockets.ForEach(static socket => socket.Dispose());
        }

        accepting.Wait();
        Task.WaitAll([.. serving]);
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                _ = Interlocked.Increment(ref accepted);
                lock (sync)
                {
                    sockets.Add(socket);
                }

                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException || (e is InvalidOperationException && stopping.IsCancellationRequested))
        {
            // It was stopped; between two accepts the listener says that it does not listen.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                await serve(socket, stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The other side, or the test, has closed it.
            }
        }
    }
}
