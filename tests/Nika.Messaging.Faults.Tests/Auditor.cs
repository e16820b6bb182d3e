using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Looks from outside: asks the server with a client that shares nothing with the product, and reads the files.</summary>
internal sealed class Auditor(int port)
{
    /// <summary>Keys that are not ours begin so: nobody may touch them.</summary>
    public const string Strangers = "stranger:";

    public const string Feed = "nika:feed:entities";

    /// <summary>Streams on which members of a group tell one another what happens: no messages.</summary>
    private const string Bells = "nika:group:";

    /// <summary>Keys with names of ours that someone else put there.</summary>
    public HashSet<string> Foreign { get; } = new(StringComparer.Ordinal);

    /// <summary>The envelope ids of every entry of ours on the server, as often as they are there.</summary>
    public List<Guid> IdsOnServer(string pattern = "*")
    {
        using var client = new RedisClient(port);
        var ids = new List<Guid>();
        foreach (string key in Keys(client, pattern))
        {
            if (key.StartsWith("nika:", StringComparison.Ordinal) && !key.StartsWith(Bells, StringComparison.Ordinal) && client.Text("TYPE", key) == "stream")
            {
                ids.AddRange(client.Entries(key).Select(static entry => IdOf(entry.Fields)));
            }
        }

        return ids;
    }

    /// <summary>Fails if a key of ours has no expiry, or a stranger's has one.</summary>
    public void ExpectExpiries()
    {
        using var client = new RedisClient(port);
        foreach (string key in Keys(client, "*"))
        {
            long left = client.Number("PTTL", key);
            bool isStrangers = key.StartsWith(Strangers, StringComparison.Ordinal) || Foreign.Contains(key);
            Assert.True(left == -2 || isStrangers == (left == -1), $"{key} has a PTTL of {left}");
        }
    }

    /// <summary>How many connections the server has whose name begins so.</summary>
    public int Connections(string name) => ConnectionNames(name).Count;

    /// <summary>The names of the server's connections that begin so.</summary>
    public List<string> ConnectionNames(string name)
    {
        using var client = new RedisClient(port);
        var names = client.Text("CLIENT", "LIST").Split('\n').SelectMany(static line => line.Split(' ')).Where(static item => item.StartsWith("name=", StringComparison.Ordinal));
        return [.. names.Select(static item => item["name=".Length..]).Where(item => item.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The envelope ids in a folder's local logs. A line that cannot be read is allowed only where the disk or the process died.</summary>
    public static async Task<List<Guid>> IdsInLogsAsync(string directory, bool mayBeTorn = false)
    {
        var ids = new List<Guid>();
        string logs = Path.Combine(directory, "logs");
        foreach (string file in Directory.Exists(logs) ? Directory.GetFiles(logs, "*.jsonl*") : [])
        {
            await foreach (var record in LocalLog.ReadAsync(file, CancellationToken.None))
            {
                Assert.True(record.IsEntry || mayBeTorn, $"{file}, line {record.LineNumber}: {record.Fault}");
                if (record.IsEntry && new FieldReader(record.Entry.Fields).TryFind("NIKA_META"u8, out var meta))
                {
                    ids.Add(IdOf(meta));
                }
            }
        }

        return ids;
    }

    /// <summary>The envelope ids in a folder's bus: what the store has acknowledged.</summary>
    public static async Task<List<Guid>> IdsOnBusAsync(string directory, bool mayBeTorn = false)
    {
        var ids = new List<Guid>();
        string bus = Path.Combine(directory, "_bus", "alpha_bus.jsonl");
        if (File.Exists(bus))
        {
            await foreach (var record in BusReader.ReadAsync(bus))
            {
                Assert.True(record is BusLine || mayBeTorn, $"{bus}, line {record.LineNumber} cannot be read");
                if (record is BusLine line)
                {
                    ids.Add(line.Meta.Id);
                }
            }
        }

        return ids;
    }

    private static HashSet<string> Keys(RedisClient client, string pattern)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        string cursor = "0";
        do
        {
            object?[] page = client.List("SCAN", cursor, "MATCH", pattern, "COUNT", "1000");
            cursor = (string)page[0]!;
            keys.UnionWith(((object?[])page[1]!).Cast<string>());
        }
        while (cursor != "0");
        return keys;
    }

    private static Guid IdOf(string[] fields) => IdOf(Encoding.Latin1.GetBytes(fields[Array.IndexOf(fields, "NIKA_META") + 1]));

    private static Guid IdOf(ReadOnlySpan<byte> meta)
    {
        var reader = new JsonReader(meta);
        Assert.True(NikaMeta.TryReadJson(ref reader, out var envelope), "an envelope that cannot be read");
        return envelope.Id;
    }
}
