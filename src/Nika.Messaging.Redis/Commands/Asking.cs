using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>Reads a reply's values.</summary>
internal delegate T Reading<T>(ref RespReader reader);

/// <summary>A question and its answer, in a line each.</summary>
internal static class Asking
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static CommandBuffer? kept;

    extension(CommandConnection connection)
    {
        public ValueTask<Reply> AskAsync(Action<CommandBuffer> write, CancellationToken cancellationToken) =>
            connection.AskAsync(write, static (command, write) => write(command), cancellationToken);

        /// <summary>Asks without a closure: for what is asked all the time.</summary>
        public ValueTask<Reply> AskAsync<TState>(TState state, Action<CommandBuffer, TState> write, CancellationToken cancellationToken)
        {
            // The connection copies the command before it returns. Not for the largest ones: they would stay with the thread.
            var command = kept ?? new CommandBuffer();
            kept = null;
            command.Clear();
            write(command, state);
            var reply = connection.ExecuteAsync(command, cancellationToken);
            kept = command.Length <= MostKept ? command : null;
            return reply;
        }
    }

    extension(Reply reply)
    {
        /// <summary>Whether there is no such group, or no such key with one.</summary>
        public bool IsGroupLost => reply.Error is { Kind: ErrorKind.GroupLost };

        /// <summary>Whether there is no such key: XINFO alone answers so with an error.</summary>
        public bool IsKeyAbsent => reply.Error is { } error && error.Text.Contains("no such key", StringComparison.Ordinal);

        public T Parse<T>(string command, Reading<T> read)
        {
            var reader = reply.Checked(command);
            try
            {
                return read(ref reader);
            }
            catch (RespProtocolException e)
            {
                throw new StoreUnavailableException($"Redis answered {command} with {e.Message}", e);
            }
        }
    }
}
