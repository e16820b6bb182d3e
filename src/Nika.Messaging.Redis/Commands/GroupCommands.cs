using System.Text;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>What members of a group do for one another: one script each, on the command connection.</summary>
internal sealed class GroupCommands(CommandConnection connection)
{
    public async Task<long> ReleaseAsync(string key, string group, string consumer, string offer, ReadOnlyMemory<StreamId> ids, bool wasTried, CancellationToken cancellationToken)
    {
        if (ids.IsEmpty)
        {
            return 0;
        }

        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.Release, key, 4 + ids.Length);
            command.Argument(group);
            command.Argument(consumer);
            command.Argument(offer);
            command.Argument(wasTried ? 0 : 1);
            foreach (var id in ids.Span)
            {
                command.Argument(id);
            }
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsGroupLost ? 0 : reply.Parse("XCLAIM", static (ref RespReader reader) => reader.ReadInteger());
    }

    public async Task<IReadOnlyList<StreamId>> TakeReleasedAsync(string key, string group, string consumer, IReadOnlyList<string> offers, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        into.Clear();
        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.TakeReleased, key, 3 + offers.Count);
            command.Argument(group);
            command.Argument(consumer);
            command.Argument(count);
            foreach (string offer in offers)
            {
                command.Argument(offer);
            }
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsGroupLost ? [] : reply.Parse("XCLAIM", (ref RespReader reader) => Entries.ReadClaim(ref reader, key, into)).Trimmed;
    }

    public async Task<LeaseState> LeaseAsync(string key, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.Lease, key, 2);
            command.Argument(holder);
            command.Argument(StoreCommands.Milliseconds(duration));
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("SET", static (ref RespReader reader) =>
        {
            _ = reader.ReadAggregate();
            string current = Encoding.UTF8.GetString(reader.ReadBytes());
            long left = reader.ReadInteger();
            return new LeaseState(current, left < 0 ? null : TimeSpan.FromMilliseconds(left));
        });
    }

    public async Task<bool> EndLeaseAsync(string key, string holder, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.EndLease, key, 1);
            command.Argument(holder);
        }, cancellationToken).ConfigureAwait(false);
        return reply.Parse("DEL", static (ref RespReader reader) => reader.ReadInteger()) == 1;
    }

    public async Task<IReadOnlyList<string>> ReapAsync(string key, string group, string keep, TimeSpan idle, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.Reap, key, 3);
            command.Argument(group);
            command.Argument(keep);
            command.Argument((long)idle.TotalMilliseconds);
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsGroupLost || reply.IsKeyAbsent ? [] : reply.Parse("XGROUP", static (ref RespReader reader) =>
        {
            var names = new string[reader.ReadAggregate()];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = Encoding.UTF8.GetString(reader.ReadBytes());
            }

            return names;
        });
    }

    public async Task<IReadOnlyList<GroupMember>> MembersAsync(string key, string group, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            command.Begin(4);
            command.Argument("XINFO"u8);
            command.Argument("CONSUMERS"u8);
            command.Argument(key);
            command.Argument(group);
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsGroupLost || reply.IsKeyAbsent ? [] : reply.Parse("XINFO", static (ref RespReader reader) =>
        {
            var members = new GroupMember[reader.ReadAggregate()];
            for (int i = 0; i < members.Length; i++)
            {
                members[i] = ReadMember(ref reader);
            }

            return members;
        });
    }

    public async Task<GroupFigures?> FiguresAsync(string key, string group, CancellationToken cancellationToken)
    {
        using var reply = await connection.AskAsync(command =>
        {
            StoreCommands.BeginScript(command, GroupScripts.Figures, key, 1);
            command.Argument(group);
        }, cancellationToken).ConfigureAwait(false);
        return reply.IsKeyAbsent ? null : reply.Parse("XINFO", (ref RespReader reader) =>
        {
            if (reader.ReadAggregate() < 4)
            {
                return null;
            }

            long lag = reader.ReadInteger();
            long pending = reader.ReadInteger();
            long age = reader.ReadInteger();
            return new GroupFigures(key, group, lag, pending, age < 0 ? null : TimeSpan.FromMilliseconds(age), reader.ReadInteger());
        });
    }

    private static GroupMember ReadMember(ref RespReader reader)
    {
        string name = "";
        long pending = 0;
        long idle = 0;
        for (int left = reader.ReadAggregate(); left > 1; left -= 2)
        {
            var field = reader.ReadBytes();
            if (field.SequenceEqual("name"u8))
            {
                name = Encoding.UTF8.GetString(reader.ReadBytes());
            }
            else if (field.SequenceEqual("pending"u8))
            {
                pending = reader.ReadInteger();
            }
            else if (field.SequenceEqual("idle"u8))
            {
                idle = reader.ReadInteger();
            }
            else
            {
                reader.Skip();
            }
        }

        return new(name, pending, TimeSpan.FromMilliseconds(idle));
    }
}
