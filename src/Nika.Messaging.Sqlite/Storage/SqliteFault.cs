using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>What SQLite's result codes mean to whoever runs a pod.</summary>
internal static class SqliteFault
{
    /// <summary>Whether the open connection is of no more use. After the others the same connection goes on.</summary>
    public static bool IsOfTheFile(SqliteException exception) =>
        exception.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_INTERRUPT or raw.SQLITE_CONSTRAINT);

    /// <summary>Says what is wrong and what can be done.</summary>
    public static MemoryUnavailableException Explain(SqliteException exception, SqliteMemoryOptions options)
    {
        string file = $"The memory file '{options.Path}'";
        string message = exception.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => $"{file} is no SQLite database. Move it away, or name another file.",
            raw.SQLITE_CORRUPT => $"{file} is damaged. Restore it, or move it away to start a new one.",
            raw.SQLITE_FULL => $"{file} cannot grow: the disk is full.",
            raw.SQLITE_CANTOPEN => $"{file} cannot be opened. It must be a file, in a directory this process may write to.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => $"{file} cannot be written: this process may not write to it or to its directory.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{file} has been locked by another process for more than {options.BusyTimeout.TotalSeconds:0.#} s.",
            raw.SQLITE_IOERR => $"{file} could not be read or written: the disk reports an error.",
            _ => $"{file} cannot be used.",
        };
        return new MemoryUnavailableException($"{message} ({exception.Message})", exception);
    }
}
