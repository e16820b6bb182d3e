using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>An open memory file. Its methods block, and are called by one thread at a time.</summary>
internal sealed class EventDatabase : IDisposable
{
    // How long SQLite itself waits for a lock before cancellation is looked at again.
    private const int BusyTimeoutMilliseconds = 100;

    // A statement for each set of filter parts in use. Callers ask a handful of questions; whoever asks all 2^10 pays for preparing them.
    private const int MaxCountCommands = 32;

    private readonly SqliteConnection connection;
    private readonly TimeSpan patience;
    private readonly Dictionary<string, SqliteCommand> countCommands = new(StringComparer.Ordinal);
    private InsertCommand? insert;

    private EventDatabase(SqliteConnection connection, TimeSpan patience)
    {
        this.connection = connection;
        this.patience = patience;
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
        var database = new EventDatabase(new SqliteConnection(connectionString.ConnectionString), options.BusyTimeout);
        try
        {
            database.connection.Open();
            database.Prepare(options, cancellationToken);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Writes events that are not there yet, all in one transaction.</summary>
    /// <returns>How many were new.</returns>
    public long Insert(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken)
    {
        using var transaction = WriteTransaction.Begin(connection, patience, cancellationToken);
        insert ??= new InsertCommand(connection);
        long written = 0;
        for (int i = 0; i < events.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            written += insert.Execute(events[i]);
        }

        transaction.Commit();
        return written;
    }

    /// <summary>Counts events.</summary>
    public long Count(MemoryFilter filter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var query = CountQuery.For(filter);
        var command = CommandFor(query);

        // The one call that can be long. Unregistering waits for a running interrupt, so it cannot hit a later statement.
        using var interrupt = cancellationToken.UnsafeRegister(static state => raw.sqlite3_interrupt(((SqliteConnection)state!).Handle), connection);
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        insert?.Dispose();
        ForgetCountCommands();
        connection.Dispose();
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

    [SuppressMessage("Security", "CA2100", Justification = "CountQuery's text is made of constants; the values are bound.")]
    private SqliteCommand CommandFor(CountQuery query)
    {
        if (!countCommands.TryGetValue(query.Text, out var command))
        {
            if (countCommands.Count == MaxCountCommands)
            {
                ForgetCountCommands();
            }

            command = connection.CreateCommand();
            command.CommandText = query.Text;
            foreach (var (name, value) in query.Parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            command.Prepare();
            countCommands.Add(query.Text, command);
            return command;
        }

        foreach (var (name, value) in query.Parameters)
        {
            command.Parameters[name].Value = value;
        }

        return command;
    }

    private void ForgetCountCommands()
    {
        foreach (var command in countCommands.Values)
        {
            command.Dispose();
        }

        countCommands.Clear();
    }
}
