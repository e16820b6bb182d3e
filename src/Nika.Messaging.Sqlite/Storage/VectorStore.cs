using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>The vectors in the file, and the record of who made them: one embedder for a file, or what it says could not be compared.</summary>
internal sealed class VectorStore(SqliteConnection connection, string shownPath) : IDisposable
{
    private const string EmbedderSetting = "embedder";
    private const string DimensionsSetting = "dimensions";

    private SqliteCommand? insert;
    private SqliteParameter? id;
    private SqliteParameter? vector;

    /// <summary>Who made the vectors, and their size; null if there are none.</summary>
    public (string Embedder, int Dimensions)? ReadRecord()
    {
        string embedder = Sql.ReadText(connection, $"SELECT max(value) FROM settings WHERE name = '{EmbedderSetting}'");
        string dimensions = Sql.ReadText(connection, $"SELECT max(value) FROM settings WHERE name = '{DimensionsSetting}'");
        return dimensions.Length == 0 ? null : (embedder, int.Parse(dimensions, CultureInfo.InvariantCulture));
    }

    /// <summary>Refuses vectors that cannot be compared with those there.</summary>
    /// <param name="embedder">Who made them; empty for a caller.</param>
    /// <param name="dimensions">Their size.</param>
    /// <returns>Whether there are any.</returns>
    /// <exception cref="MemoryUnavailableException">Another embedder made those there.</exception>
    /// <exception cref="ArgumentException">Those there have another size.</exception>
    public bool Check(string embedder, int dimensions)
    {
        if (ReadRecord() is not { } there)
        {
            return false;
        }

        if (!string.Equals(there.Embedder, embedder, StringComparison.Ordinal))
        {
            throw new MemoryUnavailableException(
                $"The memory file '{shownPath}' holds vectors of {Shown(there.Embedder)}, and these are of {Shown(embedder)}: vectors of different embedders cannot be compared. Use the same embedder, or another file.");
        }

        return there.Dimensions == dimensions
            ? true
            : throw new ArgumentException($"The vector has {dimensions} dimensions; those in the memory file '{shownPath}' have {there.Dimensions}.", nameof(dimensions));
    }

    /// <summary>Adds vectors to events that have none; to be called inside of a write transaction.</summary>
    public void Insert(IReadOnlyList<MemoryEvent> events, IReadOnlyList<ReadOnlyMemory<float>> vectors, string embedder)
    {
        int recorded = 0;
        for (int i = 0; i < events.Count; i++)
        {
            var made = vectors[i];
            if (made.IsEmpty)
            {
                continue;
            }

            if (recorded != made.Length)
            {
                if (!Check(embedder, made.Length))
                {
                    Record(embedder, made.Length);
                }

                recorded = made.Length;
            }

            Insert(events[i].Id, made);
        }
    }

    /// <summary>Forgets who made the vectors once there are none.</summary>
    public void ForgetRecordIfEmpty() => Sql.Execute(connection, "DELETE FROM settings WHERE NOT EXISTS (SELECT 1 FROM vectors)");

    public void Dispose() => insert?.Dispose();

    private static string Shown(string embedder) => embedder.Length == 0 ? "the caller's own making" : $"the embedder '{embedder}'";

    private void Record(string embedder, int dimensions)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO settings (name, value) VALUES ('{EmbedderSetting}', @embedder), ('{DimensionsSetting}', @dimensions)";
        command.Parameters.AddWithValue("@embedder", embedder);
        command.Parameters.AddWithValue("@dimensions", dimensions.ToString(CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
    }

    private void Insert(Guid eventId, ReadOnlyMemory<float> made)
    {
        if (insert is null)
        {
            insert = connection.CreateCommand();

            // By the id: the event may have been there before, without a vector.
            insert.CommandText = "INSERT INTO vectors (event, vector) SELECT row, @vector FROM events WHERE id = @id ON CONFLICT (event) DO NOTHING";
            id = insert.Parameters.Add("@id", SqliteType.Text);
            vector = insert.Parameters.Add("@vector", SqliteType.Blob);
            insert.Prepare();
        }

        id!.Value = eventId.ToString("D");
        vector!.Value = MemoryMarshal.AsBytes(made.Span).ToArray();
        insert.ExecuteNonQuery();
    }
}
