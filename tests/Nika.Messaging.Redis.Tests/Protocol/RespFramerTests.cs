using System.Text;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Tests.Protocol;

public sealed class RespFramerTests
{
    private const int Limit = 1024 * 1024;

    public static TheoryData<string> Replies =>
    [
        "+OK\r\n",
        "+\r\n",
        "-ERR wrong\r\n",
        ":-12\r\n",
        "$0\r\n\r\n",
        "$-1\r\n",
        "*-1\r\n",
        "*0\r\n",
        "_\r\n",
        "#t\r\n",
        ",3.25\r\n",
        ",-inf\r\n",
        "(3492890328409238509324850943850943825024385\r\n",
        "$6\r\na\r\nb\r\n\r\n",
        "=7\r\ntxt:abc\r\n",
        "!5\r\nERR x\r\n",
        "*3\r\n:1\r\n*2\r\n+a\r\n$1\r\nb\r\n_\r\n",
        "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n#f\r\n",
        "~2\r\n:1\r\n:2\r\n",
        ">2\r\n+message\r\n*0\r\n",
        "|1\r\n+ttl\r\n:3\r\n*2\r\n:1\r\n:2\r\n",
        "*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n",
    ];

    public static TheoryData<string> Malformed =>
    [
        "hello\r\n",
        "\r\n",
        "+OK\rX",
        ":12a\r\n",
        ":\r\n",
        "$01\r\nab\r\n",
        "$-0\r\n",
        "$-2\r\n",
        "$+1\r\na\r\n",
        "$ 1\r\na\r\n",
        "$\r\n",
        "$2\r\nabX\r\n",
        "$2\r\nab\rX",
        "$99999999999999999999\r\n",
        "$9999999999\r\n",
        "*2147483648\r\n",
        "*1048577\r\n",
        "%-1\r\n",
        "!-1\r\n",
        "_x\r\n",
        "#x\r\n",
        ",\r\n",
        "*?\r\n",
        "$?\r\n",
    ];

    [Theory]
    [MemberData(nameof(Replies))]
    public void Finds_the_end_at_every_split_point(string reply)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(reply + reply + "+next");
        for (int split = 0; split <= reply.Length; split++)
        {
            var framer = new RespFramer(Limit);
            bool isWhole = framer.TryFrame(bytes.AsSpan(0, split), out int length);
            Assert.Equal(split == reply.Length, isWhole);
            if (!isWhole)
            {
                Assert.True(framer.TryFrame(bytes, out length), $"split at {split}");
            }

            Assert.Equal(reply.Length, length);
            Assert.True(framer.TryFrame(bytes.AsSpan(length), out int second));
            Assert.Equal(reply.Length, second);
        }
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void Finds_the_end_byte_by_byte_and_not_before(string reply)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(reply);
        var framer = new RespFramer(Limit);
        for (int received = 0; received < bytes.Length; received++)
        {
            Assert.False(framer.TryFrame(bytes.AsSpan(0, received), out _));
        }

        Assert.True(framer.TryFrame(bytes, out int length));
        Assert.Equal(bytes.Length, length);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_what_is_no_RESP(string bytes) =>
        Assert.Throws<RespProtocolException>(() => new RespFramer(Limit).TryFrame(Encoding.ASCII.GetBytes(bytes), out _));

    [Fact]
    public void Refuses_more_than_the_limit_before_it_arrives()
    {
        var framer = new RespFramer(Limit);
        Assert.Throws<RespProtocolException>(() => framer.TryFrame("$1048577\r\n"u8, out _));
    }

    [Fact]
    public void Refuses_a_sum_past_the_limit()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("*3\r\n" + string.Concat(Enumerable.Repeat("$40\r\n" + new string('x', 40) + "\r\n", 3)));
        Assert.True(new RespFramer(200).TryFrame(bytes, out _));
        Assert.Throws<RespProtocolException>(() => new RespFramer(100).TryFrame(bytes, out _));
    }

    [Theory]
    [InlineData(RespFramer.MaxDepth, false)]
    [InlineData(RespFramer.MaxDepth + 1, true)]
    public void Bounds_the_depth(int depth, bool isTooDeep)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", depth)) + ":1\r\n");
        var framer = new RespFramer(Limit);
        if (isTooDeep)
        {
            Assert.Throws<RespProtocolException>(() => framer.TryFrame(bytes, out _));
        }
        else
        {
            Assert.True(framer.TryFrame(bytes, out int length));
            Assert.Equal(bytes.Length, length);
        }
    }

    [Fact]
    public void Refuses_a_line_without_end()
    {
        byte[] line = Encoding.ASCII.GetBytes("+" + new string('a', 70_000));
        Assert.Throws<RespProtocolException>(() => new RespFramer(Limit).TryFrame(line, out _));
    }

    [Fact]
    public void Work_is_linear_when_a_large_reply_arrives_in_small_pieces()
    {
        // 100,000 elements in pieces of 7 bytes: were each piece to start over, this would be 10^10 steps.
        byte[] bytes = Encoding.ASCII.GetBytes("*100000\r\n" + string.Concat(Enumerable.Repeat("$1\r\nx\r\n", 100_000)));
        var framer = new RespFramer(Limit);
        int received = 0;
        int length;
        while (!framer.TryFrame(bytes.AsSpan(0, received), out length))
        {
            received = Math.Min(received + 7, bytes.Length);
        }

        Assert.Equal(bytes.Length, length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bytes_are_framed_refused_or_waited_for_and_what_is_framed_can_be_read(int seed)
    {
        var random = new Random(seed);
        string alphabet = "+-:$*%~>|_#,(=!0123456789\r\n\r\n\r\nab";
        int framed = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 40)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)alphabet[random.Next(alphabet.Length)];
            }

            int whole = Outcome(bytes, bytes.Length);
            int pieces = Outcome(bytes, random.Next(1, 5));
            Assert.Equal(whole, pieces);
            if (whole > 0)
            {
                framed++;
                var reader = new RespReader(bytes.AsSpan(0, whole));
                reader.Skip();
                Assert.True(reader.AtEnd);
            }
        }

        Assert.True(framed > 50, $"Only {framed} of the random inputs were replies: the test is blunt.");
    }

    [Fact]
    public void Mutated_replies_never_do_worse_than_being_refused()
    {
        var random = new Random(7);
        string[] replies = [.. Replies.Select(static row => row.Data)];
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(replies[random.Next(replies.Length)]);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            int length = Outcome(bytes, bytes.Length);
            if (length > 0)
            {
                var reader = new RespReader(bytes.AsSpan(0, length));
                reader.Skip();
                Assert.True(reader.AtEnd);
            }
        }
    }

    /// <summary>The frame's length, 0 if it is incomplete, -1 if it is refused.</summary>
    private static int Outcome(byte[] bytes, int piece)
    {
        var framer = new RespFramer(Limit);
        try
        {
            for (int received = Math.Min(piece, bytes.Length); ; received = Math.Min(received + piece, bytes.Length))
            {
                if (framer.TryFrame(bytes.AsSpan(0, received), out int length))
                {
                    return length;
                }

                if (received == bytes.Length)
                {
                    return 0;
                }
            }
        }
        catch (RespProtocolException)
        {
            return -1;
        }
    }
}
