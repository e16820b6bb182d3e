using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Tests;

/// <summary>Made-up events, and the plain answer to a filter over them.</summary>
internal static class Events
{
    public static readonly string[] Types = ["job_changed", "job_completed", "subagent_completed"];
    public static readonly string[] Domains = ["hooks", "bus", "o'brien; --"];
    public static readonly string[] Intents = ["refactor", "fix", "réfléchir"];
    public static readonly JobId[] Jobs = [new("JOB-1"), new("JOB-2"), new("JOB-3")];
    public static readonly EntityId[] Roots = [new("PROJ-1"), new("PROJ-2")];
    public static readonly PodName[] Pods = [new("alpha"), new("pod-7")];

    /// <summary>An event whose wire form doesn't matter to the test.</summary>
    public static MemoryEvent Of(NikaMeta meta, string text = "something happened")
    {
        if (meta.Id == Guid.Empty)
        {
            meta.Id = Guid.CreateVersion7();
        }

        meta.Type ??= Types[0];
        meta.Schema = meta.Schema == 0 ? 1 : meta.Schema;
        if (meta.Pod.IsDefault)
        {
            meta.Pod = Pods[0];
        }

        return new MemoryEvent(text, meta, JsonOf(meta), """{"note":"é"}"""u8.ToArray());
    }

    /// <summary>A random event between two instants, on a whole microsecond like every envelope's.</summary>
    public static MemoryEvent Random(Random random, DateTimeOffset from, DateTimeOffset until)
    {
        long microseconds = random.NextInt64((until - from).Ticks / TimeSpan.TicksPerMicrosecond);
        return Of(new NikaMeta
        {
            Id = Guid.CreateVersion7(),
            Timestamp = from.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond),
            Type = Pick(random, Types),
            Pod = Pick(random, Pods),
            EntityKind = Maybe(random, Enum.GetValues<EntityKind>()),
            Status = Maybe(random, Enum.GetValues<EntityStatus>()),
            Domain = random.Next(8) == 0 ? null : Pick(random, Domains),
            Intent = random.Next(8) == 0 ? null : Pick(random, Intents),
            JobId = Maybe(random, Jobs),
            RootId = Maybe(random, Roots),
        });
    }

    /// <summary>Reads a file as anybody with SQLite can: one row of text values.</summary>
    public static Dictionary<string, string?> ReadRow(string path, string sql)
    {
        using var connection = OpenRaw(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        var row = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetString(i), StringComparer.Ordinal);
        Assert.False(reader.Read());
        return row;
    }

    /// <summary>Runs SQL on a file, past the library.</summary>
    public static void Execute(string path, string sql)
    {
        using var connection = OpenRaw(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static SqliteConnection OpenRaw(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static byte[] JsonOf(in NikaMeta meta)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(in meta, ref writer);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static T? Maybe<T>(Random random, T[] values)
        where T : struct => random.Next(4) == 0 ? null : Pick(random, values);
}
