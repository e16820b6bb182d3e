using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Reads events from a statement's rows.</summary>
internal static class EventRow
{
    /// <summary>The columns, in the order that <see cref="Read"/> expects them at the beginning of a row.</summary>
    public const string Columns = "text, meta, data";

    /// <summary>How many these are.</summary>
    public const int ColumnCount = 3;

    /// <summary>Reads the event of the current row.</summary>
    /// <exception cref="MemoryUnavailableException">Its envelope cannot be read.</exception>
    public static MemoryEvent Read(SqliteDataReader reader)
    {
        byte[] meta = Utf8(reader, 1);
        var json = new JsonReader(meta);
        if (!NikaMeta.TryReadJson(ref json, out var envelope))
        {
            throw new MemoryUnavailableException($"An event in memory has an envelope that cannot be read ({json.Error}): something else than Nika.Messaging wrote it.");
        }

        return new MemoryEvent(reader.GetString(0), envelope, meta, Utf8(reader, 2));
    }

    // Text as the bytes that the file holds, without a string in between.
    private static byte[] Utf8(SqliteDataReader reader, int column) => raw.sqlite3_column_blob(reader.Handle, column).ToArray();
}
