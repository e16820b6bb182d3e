using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nika.Messaging.TestSupport;

/// <summary>
/// A TCP proxy on loopback before a server: cuts connections at a given byte, passes one byte at a time, late, or not at all. What
/// is set holds for connections that are open and for those to come; a cut is spent once it has happened.
/// </summary>
public sealed class FaultProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock sync = new();
    private readonly List<ProxyLink> links = [];
    private readonly List<Task> running = [];
    private readonly int target;
    private readonly Task accepting;
    private TaskCompletionSource resumed = Completed();
    private TimeSpan latency;
    private bool byteByByte;
    private int accepted;
    private int resets;

    /// <summary>Listens.</summary>
    /// <param name="target">The server's port on loopback.</param>
    public FaultProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>How many connections a script has reset so far.</summary>
    public int Resets => Volatile.Read(ref resets);

    /// <summary>How many connections are open.</summary>
    public int Open
    {
        get
        {
            lock (sync)
            {
                return links.Count;
            }
        }
    }

    /// <summary>What is added to each piece's way, in each direction.</summary>
    public TimeSpan Latency
    {
        get => latency;
        set => latency = value;
    }

    /// <summary>Whether each byte is sent alone.</summary>
    public bool ByteByByte
    {
        get => Volatile.Read(ref byteByByte);
        set => Volatile.Write(ref byteByByte, value);
    }

    /// <summary>The open connection whose client has sent this text at its beginning; null if there is none.</summary>
    /// <param name="marker">A word of the greeting: the connection's name.</param>
    public ProxyLink? TryFind(string marker)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(marker);
        lock (sync)
        {
            return links.Find(link => link.HasSent(bytes));
        }
    }

    /// <summary>Passes nothing more, in either direction, until <see cref="Resume"/>. Connections are accepted, bytes are taken as far as buffers go.</summary>
    public void Stall()
    {
        lock (sync)
        {
            if (resumed.Task.IsCompleted)
            {
                resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Passes again what came meanwhile and what comes.</summary>
    public void Resume()
    {
        lock (sync)
        {
            resumed.TrySetResult();
        }
    }

    /// <summary>Resets every open connection, both sides.</summary>
    public void ResetAll()
    {
        ProxyLink[] all;
        lock (sync)
        {
            all = [.. links];
        }

        foreach (var link in all)
        {
            link.Reset();
        }
    }

    public void Dispose()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        stopping.Cancel();
        Resume();
        listener.Stop();
        ResetAll();
        accepting.Wait();
        Task.WaitAll([.. running]);
        listener.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stopping.Token);
                _ = Interlocked.Increment(ref accepted);
                running.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // As the client would see it: the server is away.
            server.Dispose();
            ProxyLink.ResetAndClose(client);
            return;
        }

        var link = new ProxyLink(this, client, server);
        lock (sync)
        {
            links.Add(link);
        }

        if (stopping.IsCancellationRequested)
        {
            link.Reset();
        }

        await link.RunAsync();
        lock (sync)
        {
            _ = links.Remove(link);
        }
    }

    internal CancellationToken Stopping => stopping.Token;

    internal void CountReset() => Interlocked.Increment(ref resets);

    internal Task ResumedAsync()
    {
        lock (sync)
        {
            return resumed.Task;
        }
    }
}
