using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// One socket that speaks RESP: sends bytes, receives whole replies into one reused buffer. One sender and one receiver at a time.
/// Disposing it from anywhere ends both: they throw <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class RespConnection : IDisposable
{
    private const int UsualBuffer = 64 * 1024;

    private readonly Socket socket;
    private readonly RespFramer framer;
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(UsualBuffer);
    private int start;
    private int end;
    private int frameLength;
    private string? closedBecause;

    public RespConnection(Socket socket, int maxReplyBytes)
    {
        this.socket = socket;
        framer = new RespFramer(maxReplyBytes);
    }

    /// <summary>What the handshake found out.</summary>
    public ServerFacts Facts { get; set; } = ServerFacts.Unknown;

    /// <summary>The reply read last; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Frame => buffer.AsSpan(start, frameLength);

    /// <summary>The memory it holds for what it receives, in bytes: at most about twice the longest reply.</summary>
    public int BufferBytes => buffer.Length;

    /// <summary>Whether bytes have arrived that nobody has received yet.</summary>
    public bool HasArrivals
    {
        get
        {
            try
            {
                return socket.Available > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Sends some of the bytes.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> SendSomeAsync(ReadOnlyMemory<byte> bytes) => socket.SendAsync(bytes, SocketFlags.None, CancellationToken.None);

    /// <summary>Sends all the bytes.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await SendSomeAsync(bytes).ConfigureAwait(false)..];
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Moves to the next reply if it has been received completely.</summary>
    public bool TryReadFrame()
    {
        do
        {
            start += frameLength;
            frameLength = 0;
            if (start == end)
            {
                start = end = 0;
                if (buffer.Length > UsualBuffer)
                {
                    buffer = GC.AllocateUninitializedArray<byte>(UsualBuffer);
                }

                return false;
            }

            if (!framer.TryFrame(buffer.AsSpan(start, end - start), out frameLength))
            {
                return false;
            }
        }
        while (buffer[start] == (byte)'>'); // we subscribe to nothing; should the server push something all the same, it answers no command

        return true;
    }

    /// <summary>Receives more bytes; tell <see cref="Received"/> how many. Only when <see cref="TryReadFrame"/> found no reply.</summary>
    public ValueTask<int> ReceiveAsync()
    {
        if (end == buffer.Length)
        {
            MakeRoom();
        }

        return socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None, CancellationToken.None);
    }

    /// <summary>Takes note of received bytes.</summary>
    public void Received(int count)
    {
        if (count == 0)
        {
            throw new StoreUnavailableException(closedBecause ?? "the server closed the connection");
        }

        end += count;
    }

    /// <summary>Waits for the next reply: <see cref="Frame"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadFrameAsync()
    {
        try
        {
            while (!TryReadFrame())
            {
                Received(await ReceiveAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
    }

    /// <summary>Whether an exception of this connection means that it is lost.</summary>
    public static bool IsLoss(Exception e) => e is SocketException or ObjectDisposedException or RespProtocolException or StoreUnavailableException or OperationCanceledException;

    /// <summary>The loss, in words fit for logs.</summary>
    public StoreUnavailableException Lost(Exception e) => new(
        closedBecause ?? e switch
        {
            RespProtocolException => "the server sent " + e.Message,
            SocketException socketError => "the connection broke: " + socketError.SocketErrorCode,
            StoreUnavailableException => e.Message,
            _ => "the connection was closed",
        },
        e);

    /// <summary>Closes the connection, and says why to whoever uses it.</summary>
    public void Close(string reason)
    {
        _ = Interlocked.CompareExchange(ref closedBecause, reason, null);
        Dispose();
    }

    public void Dispose() => socket.Dispose();

    private void MakeRoom()
    {
        int held = end - start;
        if (start > 0)
        {
            buffer.AsSpan(start, held).CopyTo(buffer);
            start = 0;
            end = held;
        }
        else
        {
            Array.Resize(ref buffer, checked((int)Math.Min(2L * buffer.Length, Array.MaxLength)));
        }
    }
}
