using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>
/// The tables, and how a file of an older version becomes one of this version. <c>PRAGMA user_version</c> holds a file's version,
/// <c>PRAGMA application_id</c> says that it is ours.
/// </summary>
internal static class Schema
{
    /// <summary>"NIKA" in ASCII.</summary>
    public const int ApplicationId = 0x4E494B41;

    /// <summary>The steps, in order: the one at n makes version n + 1 of version n. A published step is never changed; a new version adds one.</summary>
    public static IReadOnlyList<string> Steps { get; } = [EventsTable, WordsAndVectors];

    // Every part of a filter has an index that starts with it and goes on with the time; the specification's question (domain,
    // intent, status, month) has one that answers it, entity kind included, without touching the table. An explicit integer key,
    // so that a full-text index can refer to rows by it. Columns that are often null have partial indexes: "x = ?" implies "not null".
    private const string EventsTable =
        """
        CREATE TABLE events (
            row             INTEGER PRIMARY KEY,
            id              TEXT NOT NULL UNIQUE,
            ts              INTEGER NOT NULL,
            type            TEXT NOT NULL,
            schema          INTEGER NOT NULL,
            pod             TEXT NOT NULL,
            session_id      TEXT,
            entity_id       TEXT,
            entity_kind     TEXT,
            parent_id       TEXT,
            root_id         TEXT,
            job_id          TEXT,
            role            TEXT,
            status          TEXT,
            domain          TEXT,
            intent          TEXT,
            correlation_id  TEXT,
            causation_id    TEXT,
            traceparent     TEXT,
            tags            TEXT,
            text            TEXT NOT NULL,
            meta            TEXT NOT NULL,
            data            TEXT NOT NULL
        ) STRICT;
        CREATE INDEX events_ts ON events (ts);
        CREATE INDEX events_type ON events (type, ts);
        CREATE INDEX events_pod ON events (pod, ts);
        CREATE INDEX events_entity_kind ON events (entity_kind, ts) WHERE entity_kind IS NOT NULL;
        CREATE INDEX events_root_id ON events (root_id, ts) WHERE root_id IS NOT NULL;
        CREATE INDEX events_job_id ON events (job_id, ts) WHERE job_id IS NOT NULL;
        CREATE INDEX events_status ON events (status, ts) WHERE status IS NOT NULL;
        CREATE INDEX events_intent ON events (intent, ts) WHERE intent IS NOT NULL;
        CREATE INDEX events_domain_intent_status ON events (domain, intent, status, ts, entity_kind) WHERE domain IS NOT NULL;
        """;

    // Words: an index over the text that the table holds already; "porter" takes English word forms for one word, letters count without their accents.
    // It is filled by EventDatabase.Insert, a transaction's events at once: a trigger opens a savepoint for each, and FTS5 writes what it holds at each (95 us an event instead of 30).
    // Vectors: in a table of their own, so that a scan of them reads nothing else and a scan of events reads none of them. 32-bit floats, little-endian, length 1.
    // Settings: which embedder made the vectors, and their size. What is forgotten is forgotten in all three.
    private const string WordsAndVectors =
        """
        CREATE VIRTUAL TABLE words USING fts5(text, content = 'events', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO words (words) VALUES ('rebuild');
        CREATE TABLE vectors (
            event   INTEGER PRIMARY KEY,
            vector  BLOB NOT NULL
        ) STRICT;
        CREATE TABLE settings (
            name    TEXT PRIMARY KEY,
            value   TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER events_forgotten AFTER DELETE ON events BEGIN
            INSERT INTO words (words, rowid, text) VALUES ('delete', old.row, old.text);
            DELETE FROM vectors WHERE event = old.row;
        END;
        """;

    /// <summary>Refuses a file that is not ours or that a newer version wrote; changes nothing.</summary>
    /// <exception cref="MemoryUnavailableException">The file is not for this version of this library.</exception>
    public static void Check(SqliteConnection connection, int knownVersion, string shownPath)
    {
        // In this order: while another process makes the file, its tables and its id appear at once, between the two readings perhaps.
        bool empty = Sql.ReadInteger(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        long application = Sql.ReadInteger(connection, "PRAGMA application_id");
        if (application != ApplicationId && !(application == 0 && empty))
        {
            throw new MemoryUnavailableException($"The file '{shownPath}' is a SQLite database of something else. Name another file for memory.");
        }

        long version = Sql.ReadInteger(connection, "PRAGMA user_version");
        if (version > knownVersion)
        {
            throw new MemoryUnavailableException(
                $"The memory file '{shownPath}' was written by a newer version of Nika.Messaging (schema {version}; this one knows up to {knownVersion}). Update this pod, or name another file.");
        }
    }

    /// <summary>Brings the file to the newest version. To be called inside a write transaction, so that of two processes the second finds it done.</summary>
    /// <exception cref="MemoryUnavailableException">The file is not for this version of this library.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> steps, string shownPath)
    {
        Check(connection, steps.Count, shownPath);
        long version = Sql.ReadInteger(connection, "PRAGMA user_version");
        if (version == steps.Count)
        {
            return;
        }

        for (int step = (int)version; step < steps.Count; step++)
        {
            Sql.Execute(connection, steps[step]);
        }

        // Pragmas take no parameters; both are this library's own integers.
        Sql.Execute(connection, $"PRAGMA application_id = {ApplicationId}");
        Sql.Execute(connection, $"PRAGMA user_version = {steps.Count}");
    }
}
