using System.Globalization;
using System.Text;

namespace Nika.Messaging.Redis.Tests.Protocol;

/// <summary>What a server, or whoever answers in its place, may send: the bytes of case n of a seed are always the same.</summary>
internal sealed class RespCases(int seed, int number)
{
    /// <summary>A limit so small that cases come to it.</summary>
    public const int SmallLimit = 2048;

    // Each is one past something: of a digit, of int, of uint, of long, of the limit.
    private static readonly string[] Lengths =
    [
        "", "-", "-0", "-1", "-2", "-9223372036854775808", "0", "00", "01", "007", "1", "2", "3", "9", "10", "+1", " 1", "1 ", "1e3", "0x10", "?", "1?",
        "2047", "2048", "2049", "65535", "65536", "65537", "1048576", "67108864", "67108865", "1073741823", "1073741824", "2147483646", "2147483647", "2147483648",
        "4294967295", "4294967296", "4294967301", "9999999999", "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999",
    ];

    private const string Types = "+-:$*_#,(!=%~>|";

    // Replies of a real server: they get at the code behind the framing.
    private static readonly string[] Real =
    [
        "+OK\r\n", "+QUEUED\r\n", "-WRONGTYPE Operation against a key\r\n", "-OOM command not allowed\r\n", ":1\r\n", "$-1\r\n", "*-1\r\n", "_\r\n",
        "$15\r\n1526919030474-0\r\n",
        "*2\r\n$10\r\n1775000000\r\n$6\r\n123456\r\n",
        "*2\r\n*2\r\n$3\r\n1-1\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n*2\r\n$3\r\n1-2\r\n*-1\r\n",
        "%1\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n1-1\r\n*4\r\n$4\r\ntype\r\n$1\r\nx\r\n$4\r\ndata\r\n$2\r\n{}\r\n",
        "*4\r\n$3\r\n0-0\r\n*1\r\n*2\r\n$3\r\n1-1\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n*1\r\n$3\r\n1-0\r\n*1\r\n:2\r\n",
        "%3\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:3\r\n",
        "=15\r\ntxt:id=3 addr=[]\r\n",
        "*3\r\n$15\r\n1526919030474-0\r\n-ERR no\r\n:1\r\n",
    ];

    private readonly Random random = new(unchecked((seed * 397) ^ number));
    private readonly List<byte> bytes = [];

    public Random Random => random;

    /// <summary>The bytes.</summary>
    public byte[] Make()
    {
        switch (number % 8)
        {
            case 0:
                RandomBytes(random.Next(1, 200));
                break;
            case 1:
                LikelyBytes(random.Next(1, 80));
                break;
            case 2:
                HostileLength();
                break;
            case 3:
                Deep();
                break;
            case 4:
                Add(Real[random.Next(Real.Length)]);
                Mutate(random.Next(0, 3));
                break;
            default:
                // Replies, as many as come in one piece, of any shape, then changed in some places.
                for (int replies = random.Next(1, 4); replies > 0; replies--)
                {
                    Value(random.Next(0, 5));
                }

                Mutate(random.Next(0, 4));
                break;
        }

        return [.. bytes];
    }

    private void RandomBytes(int count)
    {
        for (; count > 0; count--)
        {
            bytes.Add((byte)random.Next(256));
        }
    }

    private void LikelyBytes(int count)
    {
        const string Alphabet = Types + "0123456789-\r\n\r\n\r\n\r\nab";
        for (; count > 0; count--)
        {
            bytes.Add((byte)Alphabet[random.Next(Alphabet.Length)]);
        }
    }

    private void HostileLength()
    {
        for (int around = random.Next(3); around > 0; around--)
        {
            Add("*2\r\n");
        }

        Add($"{Types[random.Next(Types.Length)]}{Lengths[random.Next(Lengths.Length)]}\r\n");
        for (int following = random.Next(4); following > 0; following--)
        {
            Value(1);
        }
    }

    private void Deep()
    {
        string heads = "*~>%|";
        for (int depth = random.Next(1, 40); depth > 0; depth--)
        {
            Add($"{heads[random.Next(heads.Length)]}{random.Next(0, 3)}\r\n");
            if (random.Next(4) == 0)
            {
                Value(0);
            }
        }

        for (int following = random.Next(30); following > 0; following--)
        {
            Add(":1\r\n");
        }
    }

    private void Value(int depth)
    {
        switch (random.Next(depth > 0 ? 14 : 9))
        {
            case 0:
                Add("+" + Word() + "\r\n");
                break;
            case 1:
                Add("-" + Word() + " " + Word() + "\r\n");
                break;
            case 2:
                Add(string.Create(CultureInfo.InvariantCulture, $":{random.NextInt64(long.MinValue, long.MaxValue)}\r\n"));
                break;
            case 3:
                Bulk('$');
                break;
            case 4:
                Bulk('!');
                break;
            case 5:
                Bulk('=');
                break;
            case 6:
                Add(random.Next(2) == 0 ? "$-1\r\n" : "*-1\r\n");
                break;
            case 7:
                Add(random.Next(2) == 0 ? "_\r\n" : "#t\r\n");
                break;
            case 8:
                Add(random.Next(2) == 0 ? ",3.25\r\n" : "(34928903284092385\r\n");
                break;
            case 9 or 10:
                Aggregate('*', depth, 1);
                break;
            case 11:
                Aggregate('%', depth, 2);
                break;
            case 12:
                Aggregate(random.Next(2) == 0 ? '~' : '>', depth, 1);
                break;
            default:
                Aggregate('|', depth, 2);
                Value(depth - 1);
                break;
        }
    }

    private void Aggregate(char type, int depth, int valuesEach)
    {
        int count = random.Next(0, 4);
        Add(string.Create(CultureInfo.InvariantCulture, $"{type}{count}\r\n"));
        for (int left = count * valuesEach; left > 0; left--)
        {
            Value(depth - 1);
        }
    }

    private void Bulk(char type)
    {
        int length = random.Next(20) == 0 ? random.Next(500, 3000) : random.Next(0, 12);
        Add(string.Create(CultureInfo.InvariantCulture, $"{type}{length}\r\n"));
        RandomBytes(length);
        Add("\r\n");
    }

    private string Word() => new([.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => (char)random.Next('A', 'Z'))]);

    private void Mutate(int times)
    {
        for (; times > 0 && bytes.Count > 0; times--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"0123456789-\r\n*$"[random.Next(15)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes[..Math.Min(bytes.Count, random.Next(1, 20))]);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.ASCII.GetBytes(Lengths[random.Next(Lengths.Length)]));
                    break;
            }
        }
    }

    private void Add(string text) => bytes.AddRange(Encoding.ASCII.GetBytes(text));
}
