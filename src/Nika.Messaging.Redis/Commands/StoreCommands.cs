using System.Runtime.CompilerServices;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>The store's questions and answers: one command each, on the command connection.</summary>
internal sealed class StoreCommands(CommandConnection connection)
{
    public async Task<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, int? maxLength, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            var reader = new FieldReader(fields.Span);
            BeginScript(command, maxLength is null ? Scripts.Append : Scripts.AppendBounded, key, (maxLength is null ? 1 : 2) + (2 * reader.Count()));
            command.Argument(Milliseconds(timeToLive));
            if (maxLength is { } bound)
            {
                command.Argument(bound);
            }

            while (reader.TryNext(out var name, out var value))
            {
                command.Argument(name);
                command.Argument(value);
            }
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("XADD", static (ref RespReader reader) => Entries.ReadId(ref reader));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return 0;
        }

        using var reply = await connection.AskAsync((key, group, ids), static (command, ack) =>
        {
            command.Begin(3 + ack.ids.Length);
            command.Argument("XACK"u8);
            command.Argument(ack.key);
            command.Argument(ack.group);
            foreach (var id in ack.ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("XACK", static (ref RespReader reader) => reader.ReadInteger());
    }

    public async Task<long> DeleteAsync(string key, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return 0;
        }

        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(2 + ids.Length);
            command.Argument("XDEL"u8);
            command.Argument(key);
            foreach (var id in ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("XDEL", static (ref RespReader reader) => reader.ReadInteger());
    }

    public async Task<ClaimResult> ClaimAsync(string key, string group, string consumer, TimeSpan minIdle, StreamId cursor, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        into.Clear();
        using var reply = await connection.AskAsync(command =>
        {
            BeginScript(command, Scripts.Claim, key, 5);
            command.Argument(group);
            command.Argument(consumer);
            command.Argument((long)minIdle.TotalMilliseconds);
            command.Argument(cursor);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsGroupLost ? new(StreamId.Zero, []) : reply.Parse("XAUTOCLAIM", (ref RespReader reader) => Entries.ReadClaim(ref reader, key, into));
    }

    public async Task RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return;
        }

        using var reply = await connection.AskAsync(command =>
        {
            BeginScript(command, Scripts.Renew, key, 2 + ids.Length);
            command.Argument(group);
            command.Argument(consumer);
            foreach (var id in ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        if (!reply.IsGroupLost)
        {
            reply.Checked("XCLAIM").Read();
        }
    }

    public async Task<GroupPosition?> PositionAsync(string key, string group, int count, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            BeginScript(command, Scripts.Position, key, 2);
            command.Argument(group);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        if (reply.IsKeyAbsent)
        {
            return null;
        }

        return reply.Parse("XINFO", static (ref RespReader reader) =>
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
        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(6);
            command.Argument("XRANGE"u8);
            command.Argument(key);
            command.Argument(from);
            command.Argument(to);
            command.Argument("COUNT"u8);
            command.Argument(count);
        }, cancellationToken).ConfigureAwait(false);
        _ = reply.Parse("XRANGE", (ref RespReader reader) => Entries.Read(ref reader, key, 0, into));
    }

    public async Task<StreamId> LastIdAsync(string key, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(3);
            command.Argument("XINFO"u8);
            command.Argument("STREAM"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        if (reply.IsKeyAbsent)
        {
            return StreamId.Zero;
        }

        return reply.Parse("XINFO", static (ref RespReader reader) =>
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
        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(2);
            command.Argument("HGETALL"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("HGETALL", static (ref RespReader reader) =>
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
        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(2);
            command.Argument("PTTL"u8);
            command.Argument(key);
        }, cancellationToken).ConfigureAwait(false);
        long left = reply.Parse("PTTL", static (ref RespReader reader) => reader.ReadInteger());
        return left < 0 ? null : TimeSpan.FromMilliseconds(left);
    }

    /// <summary>Ends a blocked read of another connection of ours.</summary>
    /// <returns>The server's refusal; null if it did as told, whether there was something to end or not.</returns>
    public async Task<ServerError?> UnblockAsync(long clientId, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
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

    /// <summary>Begins an EVAL of a script over one key.</summary>
    public static void BeginScript(CommandBuffer command, ReadOnlySpan<byte> script, string key, int arguments)
    {
        command.Begin(4 + arguments);
        command.Argument("EVAL"u8);
        command.Argument(script);
        command.Argument("1"u8);
        command.Argument(key);
    }
}
