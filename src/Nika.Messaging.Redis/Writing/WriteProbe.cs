using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Writing;

/// <summary>What a write connection asks before the first write.</summary>
internal static class WriteProbe
{
    private static ReadOnlySpan<byte> Key => "nika:ipc:probe"u8;

    // Nothing is written: the key does not exist, and if it did it would be left alone.
    private static ReadOnlySpan<byte> Script =>
        "if redis.call('TYPE',KEYS[1]).ok=='none' then redis.call('PTTL',KEYS[1]) redis.call('PEXPIRE',KEYS[1],1) end return 1"u8;

    /// <summary>
    /// Closes the connection that was lost at the server's side too: what it still holds of our writes must not be run once we look
    /// for what was stored. The address tells it from a stranger's that has the same id after a restart.
    /// </summary>
    /// <returns>The server's refusal, if it refuses.</returns>
    public static async Task<string?> KillAsync(RespConnection connection, ServerFacts lost)
    {
        if (lost.ClientAddress is null)
        {
            return null;
        }

        var command = new CommandBuffer();
        command.Begin(6);
        command.Argument("CLIENT"u8);
        command.Argument("KILL"u8);
        command.Argument("ID"u8);
        command.Argument(lost.ClientId);
        command.Argument("ADDR"u8);
        command.Argument(lost.ClientAddress);
        await connection.SendAsync(command.Written).ConfigureAwait(false);
        await connection.ReadFrameAsync().ConfigureAwait(false);
        return ErrorIn(connection.Frame)?.Text;
    }

    /// <summary>
    /// Finds out whether keys can be given an expiry before any key is written: without the right to, each would stay for ever.
    /// </summary>
    /// <returns>What is wrong; null if all is well.</returns>
    /// <exception cref="StoreUnavailableException">The server cannot serve now.</exception>
    public static async Task<string?> RunAsync(RespConnection connection)
    {
        var command = new CommandBuffer();
        command.Raw("*1\r\n$5\r\nMULTI\r\n"u8);
        command.Begin(4);
        command.Argument("EVAL"u8);
        command.Argument(Script);
        command.Argument("1"u8);
        command.Argument(Key);
        command.Raw("*1\r\n$4\r\nEXEC\r\n"u8);
        await connection.SendAsync(command.Written).ConfigureAwait(false);
        ServerError? error = null;
        for (int replies = 0; replies < 3; replies++)
        {
            await connection.ReadFrameAsync().ConfigureAwait(false);
            error ??= ErrorIn(connection.Frame);
        }

        // A user may lack the right to this one key and have it for its own: the writes will tell.
        if (error is not { } found || found.Text.Contains("one of the keys", StringComparison.Ordinal))
        {
            return null;
        }

        return found.Kind == ErrorKind.Degraded
            ? throw new StoreUnavailableException("the server says " + found.Text)
            : "MULTI, EVAL, TYPE, PTTL and PEXPIRE must be permitted: " + found.Text;
    }

    /// <summary>The error a reply is, or, of a transaction, that its one answer is.</summary>
    private static ServerError? ErrorIn(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.Read();
        if (reader.Kind == RespKind.Array && reader.Count == 1)
        {
            reader.Read();
        }

        return reader.Kind == RespKind.Error ? ServerError.Parse(reader.Value) : null;
    }
}
