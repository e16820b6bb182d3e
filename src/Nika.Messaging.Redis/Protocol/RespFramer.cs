using System.Buffers.Text;

namespace Nika.Messaging.Redis.Protocol;

/// <summary>
/// Finds where the next complete reply ends in bytes that arrive split anywhere. It remembers how far it came, so the work is
/// linear in the bytes however they are split, and it bounds what a reply may be: what passes is well formed, and a
/// <see cref="RespReader"/> reads it without looking out for ends.
/// </summary>
/// <param name="maxBytes">The longest reply, in bytes.</param>
internal sealed class RespFramer(int maxBytes)
{
    /// <summary>How deep aggregates may nest.</summary>
    public const int MaxDepth = 16;

    // Status and error lines; numbers and lengths are far shorter.
    private const int MaxLine = 64 * 1024;

    private readonly long[] missing = new long[MaxDepth];
    private int depth;
    private int position;
    private int searched;

    /// <summary>Looks for the end of the reply.</summary>
    /// <param name="received">Everything received since the reply's first byte; the start does not change between calls.</param>
    /// <param name="length">The reply's length.</param>
    /// <returns>False if it is not complete yet.</returns>
    /// <exception cref="RespProtocolException">This is no RESP, or more than is allowed.</exception>
    public bool TryFrame(ReadOnlySpan<byte> received, out int length)
    {
        while (TryPassValue(received, out bool opened))
        {
            searched = position;
            if (position > maxBytes)
            {
                throw new RespProtocolException($"a reply longer than {maxBytes} bytes");
            }

            if (opened)
            {
                continue;
            }

            while (depth > 0 && --missing[depth - 1] == 0)
            {
                depth--;
            }

            if (depth == 0)
            {
                length = position;
                position = searched = 0;
                return true;
            }
        }

        length = 0;
        return false;
    }

    /// <summary>Moves behind one scalar, or behind the head of one aggregate.</summary>
    private bool TryPassValue(ReadOnlySpan<byte> received, out bool opened)
    {
        opened = false;
        if (!TryFindLine(received, out int lineEnd))
        {
            return false;
        }

        var line = received[(position + 1)..lineEnd];
        int next = lineEnd + 2;
        switch (received[position])
        {
            case (byte)'+' or (byte)'-':
                break;
            case (byte)':':
                Require(Utf8Parser.TryParse(line, out long _, out int used) && used == line.Length, "an integer that is none");
                break;
            case (byte)'_':
                Require(line.IsEmpty, "a null with content");
                break;
            case (byte)'#':
                Require(line.Length == 1 && line[0] is (byte)'t' or (byte)'f', "a boolean that is none");
                break;
            case (byte)',' or (byte)'(':
                Require(!line.IsEmpty, "a number that is none");
                break;
            case (byte)'$' or (byte)'!' or (byte)'=':
                return TryPassBulk(received, ref next, Length(line, nullable: received[position] == (byte)'$'));
            case (byte)'*':
                opened = Open(Length(line, nullable: true));
                break;
            case (byte)'~' or (byte)'>':
                opened = Open(Length(line, nullable: false));
                break;
            case (byte)'%':
                opened = Open(2 * Length(line, nullable: false));
                break;
            case (byte)'|':
                // Attributes stand before the value they belong to: together they count as one.
                opened = Open((2 * Length(line, nullable: false)) + 1);
                break;
            default:
                throw UnknownType(received[position]);
        }

        position = next;
        return true;
    }

    private bool TryPassBulk(ReadOnlySpan<byte> received, ref int next, long length)
    {
        if (length >= 0)
        {
            if (received.Length - next < length + 2)
            {
                return false;
            }

            next += (int)length;
            Require(received[next] == (byte)'\r' && received[next + 1] == (byte)'\n', "a string that does not end where it said");
            next += 2;
        }

        position = next;
        return true;
    }

    private bool TryFindLine(ReadOnlySpan<byte> received, out int end)
    {
        end = received[searched..].IndexOf((byte)'\r');
        if (end < 0)
        {
            searched = received.Length;
        }
        else
        {
            end += searched;
            searched = end;
            if (end + 1 < received.Length)
            {
                Require(received[end + 1] == (byte)'\n' && end > position, "a line that does not end in CR LF");
                Require(end - position <= MaxLine, "a line too long");
                return true;
            }
        }

        // Whoever speaks another protocol may never end a line.
        if (position < received.Length && !"+-:_#,($!=*~>%|"u8.Contains(received[position]))
        {
            throw UnknownType(received[position]);
        }

        Require(received.Length - position <= MaxLine, "a line too long");
        return false;
    }

    private static RespProtocolException UnknownType(byte type) => new($"a reply of the unknown type 0x{type:x2}");

    private bool Open(long count)
    {
        if (count <= 0)
        {
            return false;
        }

        Require(depth < MaxDepth, "aggregates nested too deep");
        missing[depth++] = count;
        return true;
    }

    /// <summary>A length: digits without a leading zero, at most what a reply may have; -1 where null is allowed.</summary>
    private long Length(ReadOnlySpan<byte> line, bool nullable)
    {
        if (nullable && line.SequenceEqual("-1"u8))
        {
            return -1;
        }

        Require(line.Length is > 0 and <= 10 && (line.Length == 1 || line[0] != (byte)'0'), "a malformed length");
        long length = 0;
        foreach (byte digit in line)
        {
            Require(digit is >= (byte)'0' and <= (byte)'9', "a malformed length");
            length = (length * 10) + (digit - (byte)'0');
        }

        // Each element takes bytes too: the same bound holds for counts.
        if (length > maxBytes - position)
        {
            throw new RespProtocolException($"a length of {length}, past the limit of {maxBytes} bytes a reply");
        }

        return length;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new RespProtocolException(otherwise);
        }
    }
}
