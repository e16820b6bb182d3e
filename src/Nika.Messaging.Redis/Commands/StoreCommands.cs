using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>The store's questions and answers: one command each, on the command connection.</summary>
internal sealed class StoreCommands(CommandConnection connection)
{
    public async Task<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            var reader = new FieldReader(fields.Span);
            BeginScript(command, Scripts.Append, key, 1 + (2 * reader.Count()));
            command.Argument(Milliseconds(timeToLive));
            while (reader.TryNext(out var name, out var value))
            {
                command.Argument(name);
                command.Argument(value);
            }
        }, cancellationToken).ConfigureAwait(false);
        return Parse(reply, "XADD", static (ref RespReader reader) => Entries.ReadId(ref reader));
    }

    public async Task<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return 0;
        }

        using var reply = await AskAsync(command =>
        {
            command.Begin(3 + ids.Length);
            command.Argument("XACK"u8);
            command.Argument(key);
            command.Argument(group);
            foreach (var id in ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        return Parse(reply, "XACK", static (ref RespReader reader) => reader.ReadInteger());
    }

    public async Task<ClaimResult> ClaimAsync(string key, string group, string consumer, TimeSpan minIdle, StreamId cursor, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        into.Clear();
        using var reply = await AskAsync(command =>
        {
            BeginScript(command, Scripts.Claim, key, 5);
            command.Argument(group);
            command.Argument(consumer);
            command.Argument((long)minIdle.TotalMilliseconds);
            command.Argument(cursor);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        return IsGroupLost(reply) ? new(StreamId.Zero, []) : Parse(reply, "XAUTOCLAIM", (ref RespReader reader) =>
        {
            int parts = reader.ReadAggregate();
            var next = Entries.ReadId(ref reader);
            _ = Entries.Read(ref reader, key, 0, into);
            var trimmed = new StreamId[Math.Max(0, reader.ReadAggregate())];
            for (int i = 0; i < trimmed.Length; i++)
            {
                trimmed[i] = Entries.ReadId(ref reader);
            }

            int counts = parts < 4 ? 0 : reader.ReadAggregate();
            for (int i = 0; i < counts && i < into.Count; i++)
            {
                into.SetDeliveries(i, reader.ReadInteger());
            }

            return new ClaimResult(next, trimmed);
        });
    }

    public async Task RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return;
        }

        using var reply = await AskAsync(command =>
        {
            BeginScript(command, Scripts.Renew, key, 2 + ids.Length);
            command.Argument(group);
            command.Argument(consumer);
            foreach (var id in ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        if (!IsGroupLost(reply))
        {
            reply.Checked("XCLAIM").Read();
        }
    }

    public async Task<GroupPosition?> PositionAsync(string key, string group, int count, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            BeginScript(command, Scripts.Position, key, 2);
            command.Argument(group);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        if (IsKeyAbsent(reply))
        {
            return null;
        }

        return Parse(reply, "XINFO", static (ref RespReader reader) =>
        {
            int ids = reader.ReadAggregate();
            if (ids < 1)
            {
                return null;
            }

            var last = Entries.ReadId(ref reader);
            var pending = new StreamId[ids - 1];
            for (int i = 0; i < pending.Length; i++)
            {
                pending[i] = Entries.ReadId(ref reader);
            }

            return new GroupPosition(last, pending);
        });
    }

    public async Task RangeAsync(string key, StreamId from, StreamId to, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        into.Clear();
        using var reply = await AskAsync(command =>
        {
            command.Begin(6);
            command.Argument("XRANGE"u8);
            command.Argument(key);
            command.Argument(from);
            command.Argument(to);
            command.Argument("COUNT"u8);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        _ = Parse(reply, "XRANGE", (ref RespReader reader) => Entries.Read(ref reader, key, 0, into));
    }

    public async Task<StreamId> LastIdAsync(string key, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            command.Begin(3);
            command.Argument("XINFO"u8);
            command.Argument("STREAM"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        if (IsKeyAbsent(reply))
        {
            return StreamId.Zero;
        }

        return Parse(reply, "XINFO", static (ref RespReader reader) =>
        {
            for (int left = reader.ReadAggregate(); left > 1; left -= 2)
            {
                if (reader.ReadBytes().SequenceEqual("last-generated-id"u8))
                {
                    return Entries.ReadId(ref reader);
                }

                reader.Skip();
            }

            throw new RespProtocolException("a stream without a last id");
        });
    }

    public async Task<HashFields?> ReadHashAsync(string key, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            command.Begin(2);
            command.Argument("HGETALL"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        return Parse(reply, "HGETALL", static (ref RespReader reader) =>
        {
            int left = reader.ReadAggregate();
            if (left <= 0)
            {
                return null;
            }

            var buffer = new Utf8Buffer();
            var writer = new FieldWriter(buffer);
            for (; left > 1; left -= 2)
            {
                var name = reader.ReadBytes();
                writer.Field(name, reader.ReadBytes());
            }

            writer.Complete();
            return new HashFields(buffer.WrittenSpan.ToArray());
        });
    }

    public async Task<TimeSpan?> TimeToLiveAsync(string key, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            command.Begin(2);
            command.Argument("PTTL"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        long left = Parse(reply, "PTTL", static (ref RespReader reader) => reader.ReadInteger());
        return left < 0 ? null : TimeSpan.FromMilliseconds(left);
    }

    /// <summary>Ends a blocked read of another connection of ours.</summary>
    /// <returns>The server's refusal; null if it did as told, whether there was something to end or not.</returns>
    public async Task<ServerError?> UnblockAsync(long clientId, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(command =>
        {
            command.Begin(3);
            command.Argument("CLIENT"u8);
            command.Argument("UNBLOCK"u8);
            command.Argument(clientId);
        }, cancellationToken).ConfigureAwait(false);
        return reply.Error;
    }

    /// <summary>A time to live as PEXPIRE takes it; never 0, which would delete.</summary>
    public static long Milliseconds(TimeSpan timeToLive) => Math.Max(1, (long)timeToLive.TotalMilliseconds);

    // XINFO alone answers an absent key with an error.
    private static bool IsKeyAbsent(Reply reply) => reply.Error is { } error && error.Text.Contains("no such key", StringComparison.Ordinal);

    /// <summary>Begins an EVAL of a script over one key.</summary>
    public static void BeginScript(CommandBuffer command, ReadOnlySpan<byte> script, string key, int arguments)
    {
        command.Begin(4 + arguments);
        command.Argument("EVAL"u8);
        command.Argument(script);
        command.Argument("1"u8);
        command.Argument(key);
    }

    private delegate T Reading<T>(ref RespReader reader);

    private Task<Reply> AskAsync(Action<CommandBuffer> write, CancellationToken cancellationToken)
    {
        var command = new CommandBuffer();
        write(command);
        return connection.ExecuteAsync(command, cancellationToken);
    }

    private static T Parse<T>(Reply reply, string command, Reading<T> read)
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

    private static bool IsGroupLost(Reply reply) => reply.Error is { Kind: ErrorKind.GroupLost };
}
