using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Tests.Recall;

/// <summary>Search by words alone, at its best: FTS5 with English stems, any of the words, ranked by BM25.</summary>
internal sealed class WordIndex : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public WordIndex(IReadOnlyList<string> texts)
    {
        connection.Open();
        Execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO texts(rowid, text) VALUES (@row, @text)";
        for (int i = 0; i < texts.Count; i++)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@row", i);
            insert.Parameters.AddWithValue("@text", texts[i]);
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The places of the texts found, best first.</summary>
    public int[] Search(string query, int limit)
    {
        // As the tokenizer splits: "translator's" in quotes would be a phrase of two words, which nothing matches.
        var words = Regex.Matches(query, @"[\p{L}\p{N}]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(word => $"\"{word.Value}\"");
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT rowid FROM texts WHERE texts MATCH @query ORDER BY bm25(texts), rowid LIMIT @limit";
        select.Parameters.AddWithValue("@query", string.Join(" OR ", words));
        select.Parameters.AddWithValue("@limit", limit);
        using var reader = select.ExecuteReader();
        var found = new List<int>();
        while (reader.Read())
        {
            found.Add(reader.GetInt32(0));
        }

        return [.. found];
    }

    public void Dispose() => connection.Dispose();

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
