using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Nika.Messaging.Sqlite.Storage;
using SQLitePCL;

namespace Nika.Messaging.Benchmarks.Remembering;

/// <summary>The same tables, indexes and settings, asked as directly as .NET allows.</summary>
internal sealed class BareSqlite : IDisposable
{
    public const string Embedder = "bench";

    // A year and a half round April 2026; every combination of five domains, intents, statuses and kinds.
    private const string Fill =
        """
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @count)
        INSERT INTO events (id, ts, type, schema, pod, entity_kind, status, domain, intent, text, meta, data)
        SELECT printf('%08x-0000-7000-8000-000000000000', i), 1751328000000000 + i * (47304000000000 / @count), 'job_changed', 1, 'pod-' || (i % 20),
            CASE i % 4 WHEN 0 THEN 'JOB' WHEN 1 THEN 'TASK' WHEN 2 THEN 'SUB' ELSE 'PROJ' END,
            CASE i / 4 % 3 WHEN 0 THEN 'failed' WHEN 1 THEN 'completed' ELSE 'cancelled' END,
            CASE i / 12 % 5 WHEN 0 THEN 'hooks' WHEN 1 THEN 'bus' WHEN 2 THEN 'memory' WHEN 3 THEN 'index' ELSE 'review' END,
            CASE i / 60 % 5 WHEN 0 THEN 'refactor' WHEN 1 THEN 'fix' WHEN 2 THEN 'audit' WHEN 3 THEN 'test' ELSE 'release' END,
            'the pre-commit hook number ' || i || ' said something', json_object('v', 1, 'id', printf('%08x-0000-7000-8000-000000000000', i), 'ts', '2026-04-01T00:00:00Z', 'type', 'job_changed'), '{}'
        FROM n
        """;

    private readonly SqliteConnection connection;
    private InsertCommand? insert;
    private SqliteCommand? insertVector;
    private SqliteCommand? index;
    private SqliteCommand? count;
    private SqliteCommand? scan;

    public BareSqlite(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Sql.Execute(connection, "PRAGMA journal_mode = WAL");
        Sql.Execute(connection, "PRAGMA synchronous = NORMAL");
        using var transaction = connection.BeginTransaction();
        Schema.Migrate(connection, Schema.Steps, path);
        transaction.Commit();
    }

    public void Insert(MemoryEvent[] batch)
    {
        insert ??= new InsertCommand(connection);
        insertVector ??= Prepare("INSERT INTO vectors (event, vector) VALUES (last_insert_rowid(), @p0)");
        index ??= Prepare(EventDatabase.IndexWords + "@p0");
        Sql.Execute(connection, "BEGIN IMMEDIATE");
        index.Parameters[0].Value = Sql.ReadInteger(connection, EventDatabase.LastRow);
        foreach (var given in batch)
        {
            _ = insert.Execute(given);
            insertVector.Parameters[0].Value = MemoryMarshal.AsBytes(given.Vector.Span).ToArray();
            _ = insertVector.ExecuteNonQuery();
        }

        _ = index.ExecuteNonQuery();

        Sql.Execute(connection, "COMMIT");
    }

    public void FillEvents(int events)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Fill;
        command.Parameters.AddWithValue("@count", events);
        _ = command.ExecuteNonQuery();
        Sql.Execute(connection, EventDatabase.IndexWords + "0");
        Sql.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void FillVectors(int events)
    {
        var random = new Random(1);
        using var command = Prepare("INSERT INTO vectors (event, vector) SELECT row, @p0 FROM events WHERE row = @p1");
        command.Parameters.AddWithValue("@p1", 0L);
        Sql.Execute(connection, "BEGIN");
        Sql.Execute(connection, $"INSERT INTO settings VALUES ('embedder', '{Embedder}'), ('dimensions', '{HashedEmbeddings.Dimensions}')");
        for (long row = 1; row <= events; row++)
        {
            command.Parameters[0].Value = MemoryMarshal.AsBytes(SampleEvents.Vector(random).AsSpan()).ToArray();
            command.Parameters[1].Value = row;
            _ = command.ExecuteNonQuery();
        }

        Sql.Execute(connection, "COMMIT");
        Sql.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public long CountQuestion()
    {
        // The first and the last microsecond of April 2026.
        count ??= Prepare(
            "SELECT count(*) FROM events WHERE domain = 'hooks' AND entity_kind = 'JOB' AND status = 'failed' AND intent = 'refactor' AND ts >= @p0 AND ts < 1777593600000000");
        count.Parameters[0].Value = 1775001600000000L;
        return (long)count.ExecuteScalar()!;
    }

    public float ScanVectors(float[] question)
    {
        scan ??= Prepare("SELECT event, vector FROM vectors WHERE event > @p0");
        scan.Parameters[0].Value = 0L;
        float best = float.NegativeInfinity;
        using var reader = scan.ExecuteReader();
        var row = reader.Handle!;
        while (reader.Read())
        {
            best = MathF.Max(best, TensorPrimitives.Dot(MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(row, 1)), question));
        }

        return best;
    }

    public void Dispose()
    {
        insert?.Dispose();
        insertVector?.Dispose();
        index?.Dispose();
        count?.Dispose();
        scan?.Dispose();
        connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Only this class's constants come here.")]
    private SqliteCommand Prepare(string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.AddWithValue("@p0", 0L);
        return command;
    }
}
