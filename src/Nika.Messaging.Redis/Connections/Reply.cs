using System.Buffers;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Connections;

/// <summary>One reply, in rented memory; dispose it.</summary>
internal readonly struct Reply : IDisposable
{
    private readonly byte[] bytes;
    private readonly int length;

    public Reply(ReadOnlySpan<byte> frame)
    {
        bytes = ArrayPool<byte>.Shared.Rent(frame.Length);
        length = frame.Length;
        frame.CopyTo(bytes);
    }

    /// <summary>Reads the reply from its start.</summary>
    public RespReader Reader => new(bytes.AsSpan(0, length));

    /// <summary>The error, if the reply is one.</summary>
    public ServerError? Error
    {
        get
        {
            var first = Reader.Peek();
            return first.Kind == RespKind.Error ? ServerError.Parse(first.Value) : null;
        }
    }

    /// <summary>Reads the reply from its start; an error is thrown.</summary>
    /// <param name="command">The command's name, for the message.</param>
    /// <exception cref="StoreUnavailableException">The reply is an error.</exception>
    public RespReader Checked(string command) =>
        Error is { } error ? throw new StoreUnavailableException($"Redis refused {command}: {error.Text}") : Reader;

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
