using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>
/// A transaction that has the right to write from its beginning, so that nothing in it can find the file locked later. Waiting
/// for that right can be cancelled, which SqliteConnection.BeginTransaction cannot.
/// </summary>
internal sealed class WriteTransaction : IDisposable
{
    private readonly SqliteConnection connection;

    private WriteTransaction(SqliteConnection connection) => this.connection = connection;

    /// <summary>Waits until no other process writes, at most <paramref name="patience"/>; SQLite itself waits a <c>busy_timeout</c> at a time.</summary>
    public static WriteTransaction Begin(SqliteConnection connection, TimeSpan patience, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (result == raw.SQLITE_OK)
            {
                return new WriteTransaction(connection);
            }

            if ((result & 0xFF) != raw.SQLITE_BUSY || TimeProvider.System.GetElapsedTime(start) >= patience)
            {
                SqliteException.ThrowExceptionForRC(result, connection.Handle);
            }
        }
    }

    /// <summary>Makes it last.</summary>
    public void Commit() => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "COMMIT"), connection.Handle);

    /// <summary>Takes back what was not committed. Some failures (a full disk, an interrupt) have done so already.</summary>
    public void Dispose()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            // Its result says nothing new: the failure that led here is on its way up, and a connection that cannot roll back is closed.
            _ = raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        }
    }
}
