using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>An open memory file. Its methods block, and are called by one thread at a time.</summary>
internal sealed class EventDatabase : IDisposable
{
    // How long SQLite itself waits for a lock before cancellation is looked at again.
    private const int BusyTimeoutMilliseconds = 100;

    /// <summary>The number of the last row; 0 if there is none.</summary>
    internal const string LastRow = "SELECT coalesce(max(row), 0) FROM events";

    /// <summary>Adds the words of all events after a row.</summary>
    internal const string IndexWords = "INSERT INTO words (rowid, text) SELECT row, text FROM events WHERE row > ";

    private readonly SqliteConnection connection;
    private readonly TimeSpan patience;
    private readonly StatementCache statements;
    private readonly VectorStore vectors;
    private InsertCommand? insert;

    private EventDatabase(SqliteConnection connection, SqliteMemoryOptions options)
    {
        this.connection = connection;
        patience = options.BusyTimeout;
        statements = new StatementCache(connection);
        vectors = new VectorStore(connection, options.Path);
    }

    /// <summary>Opens the file, making it and its directory if they are missing, and brings its schema up to date.</summary>
    public static EventDatabase Open(string path, SqliteMemoryOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,

            // A pool would keep the file open after Dispose.
            Pooling = false,

            // What is not covered by WriteTransaction's own wait: reading during another process's recovery, and the switch to WAL.
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        };
        var database = new EventDatabase(new SqliteConnection(connectionString.ConnectionString), options);
        try
        {
            database.connection.Open();
            SqlFunctions.Register(database.connection);
            database.Prepare(options, cancellationToken);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Writes events that are not there yet, all in one transaction; those that are there without a vector get theirs.</summary>
    /// <param name="events">The events.</param>
    /// <param name="made">A vector of length 1 for each, or an empty one.</param>
    /// <param name="embedder">Who made them; empty for the caller.</param>
    /// <param name="cancellationToken">Gives up; nothing is written then.</param>
    /// <returns>How many were new.</returns>
    public long Insert(IReadOnlyList<MemoryEvent> events, IReadOnlyList<ReadOnlyMemory<float>> made, string embedder, CancellationToken cancellationToken)
    {
        using var transaction = WriteTransaction.Begin(connection, patience, cancellationToken);
        insert ??= new InsertCommand(connection);
        long last = Sql.ReadInteger(connection, LastRow);
        long written = 0;
        for (int i = 0; i < events.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            written += insert.Execute(events[i]);
        }

        // New rows come after all others, and nobody else writes now.
        if (written > 0)
        {
            _ = statements.Get(new FilterQuery(IndexWords).AddValue(last)).ExecuteNonQuery();
        }

        vectors.Insert(events, made, embedder);
        transaction.Commit();
        return written;
    }

    /// <summary>Reads events by their ids.</summary>
    public IReadOnlyList<MemoryEvent> Get(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new List<MemoryEvent>();
        foreach (var id in ids.Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var reader = statements.Get(new FilterQuery($"SELECT {EventRow.Columns} FROM events WHERE id = ").AddValue(id.ToString("D"))).ExecuteReader();
            if (reader.Read())
            {
                found.Add(EventRow.Read(reader));
            }
        }

        return found;
    }

    /// <summary>Counts events.</summary>
    public long Count(MemoryFilter filter, CancellationToken cancellationToken)
    {
        using var interrupt = InterruptBy(cancellationToken);
        return (long)statements.Get(new FilterQuery("SELECT count(*) FROM events").AddWhere(filter)).ExecuteScalar()!;
    }

    /// <summary>Counts events by the values of a field.</summary>
    public IReadOnlyList<FacetCount> Facet(MemoryField field, MemoryFilter filter, int limit, CancellationToken cancellationToken)
    {
        using var interrupt = InterruptBy(cancellationToken);
        var counts = new List<FacetCount>();
        using var reader = statements.Get(FacetQuery.For(field, filter, limit)).ExecuteReader();
        while (reader.Read())
        {
            counts.Add(new(FacetQuery.ReadValue(reader, field), reader.GetInt64(1)));
        }

        return counts;
    }

    /// <summary>Reads the next events by time.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="order">In which order.</param>
    /// <param name="after">The last one seen; null at the beginning.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ScrollPage Scroll(MemoryFilter filter, MemoryOrder order, ScrollPosition? after, int count, CancellationToken cancellationToken)
    {
        using var interrupt = InterruptBy(cancellationToken);
        return ScrollPage.Read(statements, filter, order, after, count);
    }

    /// <summary>Finds events by meaning.</summary>
    /// <param name="vector">The question's vector, of length 1; empty to look at words only.</param>
    /// <param name="embedder">Who made it; null for the caller, whose vector is compared with those of any embedder.</param>
    /// <param name="words">The full-text query; null to look at vectors only.</param>
    /// <param name="filter">Which events come into question.</param>
    /// <param name="limit">The most events.</param>
    /// <param name="threshold">The least similarity; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IReadOnlyList<RecalledEvent> Recall(
        ReadOnlyMemory<float> vector, string? embedder, string? words, MemoryFilter filter, int limit, double? threshold, CancellationToken cancellationToken)
    {
        using var interrupt = InterruptBy(cancellationToken);
        if (!vector.IsEmpty && vectors.ReadRecord() is { } record)
        {
            _ = vectors.Check(embedder ?? record.Embedder, vector.Length);
        }

        return new RecallSearch(statements).Find(vector.Span, words, filter, limit, threshold);
    }

    /// <summary>Forgets events, all in one transaction.</summary>
    /// <returns>How many.</returns>
    public long Forget(MemoryFilter filter, CancellationToken cancellationToken)
    {
        using var transaction = WriteTransaction.Begin(connection, patience, cancellationToken);
        using var interrupt = InterruptBy(cancellationToken);
        long forgotten = statements.Get(new FilterQuery("DELETE FROM events").AddWhere(filter)).ExecuteNonQuery();
        vectors.ForgetRecordIfEmpty();
        transaction.Commit();
        return forgotten;
    }

    public void Dispose()
    {
        insert?.Dispose();
        vectors.Dispose();
        statements.Dispose();
        connection.Dispose();
    }

    // For calls that can be long. Unregistering waits for a running interrupt, so it cannot hit a later statement.
    private CancellationTokenRegistration InterruptBy(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cancellationToken.UnsafeRegister(static state => raw.sqlite3_interrupt(((SqliteConnection)state!).Handle), connection);
    }

    private void Prepare(SqliteMemoryOptions options, CancellationToken cancellationToken)
    {
        Sql.Execute(connection, $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}");

        // Before the first change: a database of something else must stay as it is.
        Schema.Check(connection, Schema.Steps.Count, options.Path);
        if (options.MaxPageCount is { } pages)
        {
            Sql.Execute(connection, $"PRAGMA max_page_count = {pages}");
        }

        string mode = Sql.ReadText(connection, "PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new MemoryUnavailableException(
                $"The memory file '{options.Path}' is on a file system without what SQLite's write-ahead log needs (journal mode '{mode}'). Name a file on a local disk.");
        }

        // With WAL this survives the end of the process at any moment; a power cut may cost the last transactions, never the file.
        Sql.Execute(connection, "PRAGMA synchronous = NORMAL");
        if (Sql.ReadInteger(connection, "PRAGMA user_version") != Schema.Steps.Count)
        {
            using var transaction = WriteTransaction.Begin(connection, patience, cancellationToken);
            Schema.Migrate(connection, Schema.Steps, options.Path);
            transaction.Commit();
        }
    }
}
