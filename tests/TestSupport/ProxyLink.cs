using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Nika.Messaging.TestSupport;

/// <summary>One connection through the proxy.</summary>
public sealed class ProxyLink
{
    private const int PieceBytes = 16 * 1024;

    private readonly FaultProxy proxy;
    private readonly Socket client;
    private readonly Socket server;
    private readonly Direction up;
    private readonly Direction down;

    internal ProxyLink(FaultProxy proxy, Socket client, Socket server)
    {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        up = new(client, server);
        down = new(server, client);
    }

    /// <summary>Bytes passed from the client to the server.</summary>
    public long FromClient => Volatile.Read(ref up.Passed);

    /// <summary>Bytes passed from the server to the client.</summary>
    public long ToClient => Volatile.Read(ref down.Passed);

    /// <summary>Resets the connection once so many more bytes have been passed from the client, and not one more.</summary>
    public void CutFromClientAfter(long bytes) => up.CutAfter(bytes);

    /// <summary>Resets the connection once so many more bytes have been passed to the client, and not one more.</summary>
    public void CutToClientAfter(long bytes) => down.CutAfter(bytes);

    /// <summary>Sends the client bytes that the server never sent.</summary>
    public void Inject(ReadOnlySpan<byte> bytes) => _ = client.Send(bytes);

    internal bool HasSent(ReadOnlySpan<byte> marker) => up.HasPassed(marker);

    internal async Task RunAsync()
    {
        await Task.WhenAll(PumpAsync(up), PumpAsync(down));
        client.Dispose();
        server.Dispose();
    }

    internal void Reset()
    {
        ResetAndClose(client);
        ResetAndClose(server);
    }

    internal static void ResetAndClose(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }

    private async Task PumpAsync(Direction direction)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (true)
            {
                int count = await direction.From.ReceiveAsync(piece, SocketFlags.None);
                if (count == 0)
                {
                    direction.To.Shutdown(SocketShutdown.Send);
                    return;
                }

                if (proxy.Latency > TimeSpan.Zero)
                {
                    await Task.Delay(proxy.Latency, proxy.Stopping);
                }

                await proxy.ResumedAsync();
                int allowed = direction.Allow(count);
                await PassAsync(direction, piece.AsMemory(0, allowed));
                if (allowed < count || direction.IsCut)
                {
                    proxy.CountReset();
                    Reset();
                    return;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone: the other must be told.
            Reset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async Task PassAsync(Direction direction, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var next = proxy.ByteByByte ? bytes[..1] : bytes;
            direction.Note(next.Span);
            int sent = await direction.To.SendAsync(next, SocketFlags.None);
            bytes = bytes[sent..];
            if (proxy.ByteByByte)
            {
                await Task.Yield();
            }
        }
    }

    private sealed class Direction(Socket from, Socket to)
    {
        // Enough for the greeting, in which a client names itself.
        private const int Remembered = 4096;

        private readonly Lock sync = new();
        private readonly List<byte> first = [];
        private long left = long.MaxValue;

        public long Passed;

        public Socket From => from;

        public Socket To => to;

        public bool IsCut
        {
            get
            {
                lock (sync)
                {
                    return left == 0;
                }
            }
        }

        public void CutAfter(long bytes)
        {
            lock (sync)
            {
                left = bytes;
            }
        }

        /// <summary>How many of the bytes may pass.</summary>
        public int Allow(int count)
        {
            lock (sync)
            {
                int allowed = (int)Math.Min(count, left);
                left = left == long.MaxValue ? left : left - allowed;
                return allowed;
            }
        }

        public void Note(ReadOnlySpan<byte> passed)
        {
            lock (sync)
            {
                if (first.Count < Remembered)
                {
                    first.AddRange(passed[..Math.Min(passed.Length, Remembered - first.Count)]);
                }
            }

            _ = Interlocked.Add(ref Passed, passed.Length);
        }

        public bool HasPassed(ReadOnlySpan<byte> marker)
        {
            lock (sync)
            {
                return CollectionsMarshal.AsSpan(first).IndexOf(marker) >= 0;
            }
        }
    }
}
