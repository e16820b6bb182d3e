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
    public static IReadOnlyList<string> Steps { get; } = [EventsTable];

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
