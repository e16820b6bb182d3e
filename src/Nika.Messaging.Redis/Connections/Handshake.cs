using System.Buffers.Text;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// Greets the server: HELLO 3 with password and name in one, or, where HELLO is unknown, AUTH and CLIENT SETNAME in RESP2. Then asks
/// for its clock and whether it answers: a server that is still loading greets, but is of no use yet.
/// </summary>
internal static class Handshake
{
    /// <summary>Runs the handshake.</summary>
    /// <exception cref="ConfigurationFaultException">The password is wrong or missing, or a right is.</exception>
    /// <exception cref="StoreUnavailableException">The connection broke, or the server cannot serve now.</exception>
    public static async Task<ServerFacts> RunAsync(RespConnection connection, RedisOptions options, string name, TimeProvider timeProvider)
    {
        var command = new CommandBuffer();
        WriteHello(command, options, name);
        await AskAsync(connection, command).ConfigureAwait(false);
        var facts = ServerFacts.Unknown;
        if (IsUnknownCommand(connection.Frame))
        {
            await GreetInResp2Async(connection, command, options, name).ConfigureAwait(false);
        }
        else
        {
            facts = ParseHello(connection.Frame);
        }

        command.Clear();
        Write(command, "CLIENT"u8, "INFO"u8);
        await AskAsync(connection, command).ConfigureAwait(false);
        facts = ParseClientInfo(facts, connection.Frame);

        command.Clear();
        Write(command, "TIME"u8);
        await AskAsync(connection, command).ConfigureAwait(false);
        facts = facts with { UnixMilliseconds = ServerClock.ParseTime(Checked(connection.Frame)), At = timeProvider.GetTimestamp() };

        command.Clear();
        Write(command, "PING"u8);
        await AskAsync(connection, command).ConfigureAwait(false);
        Checked(connection.Frame).Read();
        return facts;
    }

    /// <summary>Throws for an error reply, as what it means; otherwise a reader at the reply's start.</summary>
    private static RespReader Checked(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        var first = reader.Peek();
        if (first.Kind != RespKind.Error)
        {
            return reader;
        }

        var error = ServerError.Parse(first.Value);
        throw error.Kind == ErrorKind.Degraded
            ? new StoreUnavailableException("the server says " + error.Text)
            : new ConfigurationFaultException("the server says " + error.Text);
    }

    private static async Task GreetInResp2Async(RespConnection connection, CommandBuffer command, RedisOptions options, string name)
    {
        if (options.Password is not null)
        {
            command.Clear();
            command.Begin(options.User is null ? 2 : 3);
            command.Argument("AUTH"u8);
            if (options.User is not null)
            {
                command.Argument(options.User);
            }

            command.Argument(options.Password);
            await AskAsync(connection, command).ConfigureAwait(false);
            Checked(connection.Frame).Read();
        }

        command.Clear();
        command.Begin(3);
        command.Argument("CLIENT"u8);
        command.Argument("SETNAME"u8);
        command.Argument(name);
        await AskAsync(connection, command).ConfigureAwait(false);
        Checked(connection.Frame).Read();
    }

    private static async Task AskAsync(RespConnection connection, CommandBuffer command)
    {
        await connection.SendAsync(command.Written).ConfigureAwait(false);
        await connection.ReadFrameAsync().ConfigureAwait(false);
    }

    private static void WriteHello(CommandBuffer command, RedisOptions options, string name)
    {
        command.Begin(options.Password is null ? 4 : 7);
        command.Argument("HELLO"u8);
        command.Argument("3"u8);
        if (options.Password is not null)
        {
            command.Argument("AUTH"u8);
            command.Argument(options.User ?? "default");
            command.Argument(options.Password);
        }

        command.Argument("SETNAME"u8);
        command.Argument(name);
    }

    private static void Write(CommandBuffer command, ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument = default)
    {
        command.Begin(argument.IsEmpty ? 1 : 2);
        command.Argument(name);
        if (!argument.IsEmpty)
        {
            command.Argument(argument);
        }
    }

    private static bool IsUnknownCommand(ReadOnlySpan<byte> frame) =>
        frame.StartsWith("-ERR unknown command"u8) || frame.StartsWith("-NOPROTO"u8);

    private static ServerFacts ParseHello(ReadOnlySpan<byte> frame)
    {
        var reader = Checked(frame);
        var facts = ServerFacts.Unknown;
        for (int left = reader.ReadAggregate(); left > 1; left -= 2)
        {
            var member = reader.ReadBytes();
            if (member.SequenceEqual("version"u8))
            {
                facts = facts with { Version = ServerText.Of(reader.ReadBytes()) };
            }
            else if (member.SequenceEqual("proto"u8))
            {
                facts = facts with { Protocol = (int)reader.ReadInteger() };
            }
            else if (member.SequenceEqual("id"u8))
            {
                facts = facts with { ClientId = reader.ReadInteger() };
            }
            else
            {
                reader.Skip();
            }
        }

        return facts;
    }

    /// <summary>Takes id and address from <c>id=3 addr=127.0.0.1:52555 …</c>. An older or restricted server refuses the question; the answer is of help, not of need.</summary>
    private static ServerFacts ParseClientInfo(ServerFacts facts, ReadOnlySpan<byte> frame)
    {
        if (new RespReader(frame).Peek().Kind == RespKind.Error)
        {
            return facts;
        }

        var text = new RespReader(frame).ReadBytes();
        foreach (var part in text.Split((byte)' '))
        {
            var item = text[part];
            if (item.StartsWith("id="u8) && Utf8Parser.TryParse(item[3..], out long id, out int _))
            {
                facts = facts with { ClientId = id };
            }
            else if (item.StartsWith("addr="u8))
            {
                facts = facts with { ClientAddress = ServerText.Of(item[5..]) };
            }
        }

        return facts;
    }
}
