using System.Buffers.Text;

namespace Nika.Messaging.Redis.Protocol;

/// <summary>Reads a complete reply, value by value, RESP2 and RESP3 alike: a map is an array of keys and values in turns, attributes are passed over.</summary>
/// <param name="frame">What a <see cref="RespFramer"/> found to be one reply.</param>
internal ref struct RespReader(ReadOnlySpan<byte> frame)
{
    private ReadOnlySpan<byte> rest = frame;

    /// <summary>The kind of the value read last.</summary>
    public RespKind Kind { get; private set; }

    /// <summary>The bytes of the scalar read last; empty for aggregates and null.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>How many values the aggregate read last holds, keys and values of maps counted singly; 0 for scalars.</summary>
    public int Count { get; private set; }

    /// <summary>Whether everything is read.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Reads a scalar, or the head of an aggregate, whose values follow.</summary>
    public void Read()
    {
        ReadHead();
        while (Kind == RespKind.Attribute)
        {
            for (int left = Count; left > 0; left--)
            {
                Skip();
            }

            ReadHead();
        }
    }

    /// <summary>Reads the next value without moving.</summary>
    public readonly RespReader Peek()
    {
        var copy = this;
        copy.Read();
        return copy;
    }

    /// <summary>Passes over one value, however large.</summary>
    public void Skip()
    {
        long left = 1;
        while (left > 0)
        {
            Read();
            left += Count - 1;
        }
    }

    /// <summary>Reads the head of an aggregate.</summary>
    /// <returns>How many values follow; -1 for null.</returns>
    public int ReadAggregate()
    {
        Read();
        return Kind switch
        {
            RespKind.Null => -1,
            RespKind.Array or RespKind.Map or RespKind.Set or RespKind.Push => Count,
            _ => throw Unexpected("an array"),
        };
    }

    /// <summary>Reads a string, however it is sent.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Read();
        return Kind is RespKind.Bulk or RespKind.Text or RespKind.Verbatim ? Value : throw Unexpected("a string");
    }

    /// <summary>Reads an integer, also one sent as a string.</summary>
    public long ReadInteger()
    {
        Read();
        return Kind is RespKind.Integer or RespKind.Bulk or RespKind.Text && Utf8Parser.TryParse(Value, out long number, out int used) && used == Value.Length
            ? number
            : throw Unexpected("an integer");
    }

    private void ReadHead()
    {
        int end = rest.IndexOf((byte)'\r');
        if (end < 1)
        {
            throw new RespProtocolException("a reply with fewer values than expected");
        }

        byte type = rest[0];
        var line = rest[1..end];
        rest = rest[(end + 2)..];
        Count = 0;
        Value = line;
        Kind = type switch
        {
            (byte)'+' => RespKind.Text,
            (byte)'-' => RespKind.Error,
            (byte)':' => RespKind.Integer,
            (byte)'#' => RespKind.Boolean,
            (byte)',' => RespKind.Double,
            (byte)'(' => RespKind.BigNumber,
            (byte)'$' => TakeBulk(line, RespKind.Bulk),
            (byte)'!' => TakeBulk(line, RespKind.Error),
            (byte)'=' => TakeBulk(line, RespKind.Verbatim),
            (byte)'*' => Head(line, 1, RespKind.Array),
            (byte)'~' => Head(line, 1, RespKind.Set),
            (byte)'>' => Head(line, 1, RespKind.Push),
            (byte)'%' => Head(line, 2, RespKind.Map),
            (byte)'|' => Head(line, 2, RespKind.Attribute),
            _ => RespKind.Null,
        };
    }

    private RespKind TakeBulk(ReadOnlySpan<byte> line, RespKind kind)
    {
        int length = Number(line);
        if (length < 0)
        {
            Value = default;
            return RespKind.Null;
        }

        Value = rest[..length];
        rest = rest[(length + 2)..];
        if (kind == RespKind.Verbatim && Value.Length >= 4)
        {
            Value = Value[4..]; // its three-letter format and a colon
        }

        return kind;
    }

    private RespKind Head(ReadOnlySpan<byte> line, int valuesEach, RespKind kind)
    {
        int count = Number(line);
        Value = default;
        if (count < 0)
        {
            return RespKind.Null;
        }

        Count = valuesEach * count;
        return kind;
    }

    private static int Number(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line, out int number, out _) ? number : throw new RespProtocolException("a malformed length");

    private readonly RespProtocolException Unexpected(string expected) =>
        new(Kind == RespKind.Error ? $"an error instead of {expected}: {ServerError.Parse(Value).Text}" : $"{Kind} instead of {expected}");
}
