namespace Nika.Messaging.Sqlite;

/// <summary>Where <see cref="SqliteMemory"/> keeps its file, and how long it waits for others who use it.</summary>
public sealed class SqliteMemoryOptions
{
    /// <summary>
    /// The database file. Default <c>out/memory.db</c>. A relative path starts at the process's current directory; missing directories are made.
    /// SQLite keeps two more files beside it while it is in use, <c>-wal</c> and <c>-shm</c>. Not for network file systems.
    /// </summary>
    public string Path { get; set; } = "out/memory.db";

    /// <summary>How long a call waits while another process writes to the file. Default 5 seconds; at least 1 second, at most 10 minutes.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What makes the vectors of events and questions; null: recall finds words only. A file holds the vectors of one embedder. Default null;
    /// <c>UseSqliteMemory</c> sets it.
    /// </summary>
    public MemoryEmbedder? Embedder { get; set; }

    /// <summary>The most pages (4,096 bytes each) the file may have: lets tests run into SQLite's own "disk is full".</summary>
    internal int? MaxPageCount { get; set; }

    /// <summary>The first option that cannot work, named, with what is allowed; null if all can.</summary>
    internal string? FindFault()
    {
        const string PathName = $"{nameof(SqliteMemoryOptions)}.{nameof(Path)}";
        if (string.IsNullOrWhiteSpace(Path))
        {
            return $"{PathName} is empty: it names the database file.";
        }

        if (Path.Contains('\0', StringComparison.Ordinal))
        {
            return $"{PathName} holds a NUL character, which no file name may.";
        }

        // SQLite would take these for a database in memory or a URI; memory that is gone with the process is none.
        if (Path.StartsWith(':') || Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return $"{PathName} is '{Path}': it must be a file's path, no SQLite URI and not ':memory:'.";
        }

        if (System.IO.Path.EndsInDirectorySeparator(Path))
        {
            return $"{PathName} is '{Path}': it must name a file, not a directory.";
        }

        if (BusyTimeout < TimeSpan.FromSeconds(1) || BusyTimeout > TimeSpan.FromMinutes(10))
        {
            return $"{nameof(SqliteMemoryOptions)}.{nameof(BusyTimeout)} is {BusyTimeout}: from 1 second to 10 minutes is allowed.";
        }

        return null;
    }
}
