using System.Text;
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

        return new MemoryEvent(text, meta, Encoding.UTF8.GetBytes($$"""{"v":1,"id":"{{meta.Id}}"}"""), """{"note":"é"}"""u8.ToArray());
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

    /// <summary>Whether a filter means an event: what SQL must agree with.</summary>
    public static bool IsMeant(MemoryFilter filter, MemoryEvent candidate)
    {
        var meta = candidate.Meta;
        return (filter.Type is null || filter.Type == meta.Type)
            && (filter.Domain is null || filter.Domain == meta.Domain)
            && (filter.Intent is null || filter.Intent == meta.Intent)
            && (filter.Status is null || filter.Status == meta.Status)
            && (filter.EntityKind is null || filter.EntityKind == meta.EntityKind)
            && (filter.JobId is null || filter.JobId == meta.JobId)
            && (filter.RootId is null || filter.RootId == meta.RootId)
            && (filter.Pod is null || filter.Pod == meta.Pod)
            && (filter.From is null || meta.Timestamp >= filter.From)
            && (filter.Until is null || meta.Timestamp < filter.Until);
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

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static T? Maybe<T>(Random random, T[] values)
        where T : struct => random.Next(4) == 0 ? null : Pick(random, values);
}
