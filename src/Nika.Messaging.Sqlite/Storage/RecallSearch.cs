using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Finds events by vector, by words, or by both.</summary>
internal sealed class RecallSearch(StatementCache statements)
{
    /// <summary>Finds events.</summary>
    /// <param name="vector">What they are to be near to, of length 1; empty to look at words only.</param>
    /// <param name="words">The full-text query; null to look at vectors only.</param>
    /// <param name="filter">Which events come into question.</param>
    /// <param name="limit">The most events.</param>
    /// <param name="threshold">The least similarity; null for none.</param>
    public IReadOnlyList<RecalledEvent> Find(ReadOnlySpan<float> vector, string? words, MemoryFilter filter, int limit, double? threshold)
    {
        int candidates = words is null ? limit : RankFusion.DepthFor(limit);
        var similarities = new Dictionary<long, double>();
        long[] byVector = vector.IsEmpty ? [] : Nearest(vector, filter, candidates, threshold ?? double.NegativeInfinity, similarities);
        if (words is null)
        {
            return Read(byVector.Select(row => (row, similarities[row])), similarities);
        }

        var byWords = Containing(words, filter, candidates);
        AddSimilarities(vector, byWords, similarities);
        if (threshold is { } least)
        {
            byWords.RemoveAll(row => !(similarities.TryGetValue(row, out double similarity) && similarity >= least));
        }

        var fused = RankFusion.Fuse<long>(CollectionsMarshal.AsSpan(byWords), byVector, limit);
        return Read(fused.Select(static scored => (scored.Key, scored.Value)), similarities);
    }

    private long[] Nearest(ReadOnlySpan<float> vector, MemoryFilter filter, int count, double threshold, Dictionary<long, double> similarities)
    {
        var query = filter is AndFilter { Parts.IsEmpty: true }
            ? new FilterQuery("SELECT event, vector FROM vectors")
            : new FilterQuery("SELECT event, vector FROM events JOIN vectors ON event = row").AddWhere(filter);

        // The worst of the best so far is at the head.
        var best = new PriorityQueue<long, float>(count + 1);
        float worst = (float)threshold;
        using (var reader = statements.Get(query).ExecuteReader())
        {
            var row = reader.Handle!;
            while (reader.Read())
            {
                var stored = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(row, 1));
                float similarity = stored.Length == vector.Length ? TensorPrimitives.Dot(stored, vector) : float.NaN;
                if (!(similarity >= worst))
                {
                    continue;
                }

                if (best.Count < count)
                {
                    best.Enqueue(raw.sqlite3_column_int64(row, 0), similarity);
                }
                else
                {
                    best.EnqueueDequeue(raw.sqlite3_column_int64(row, 0), similarity);
                }

                if (best.Count == count)
                {
                    _ = best.TryPeek(out _, out worst);
                }
            }
        }

        long[] rows = new long[best.Count];
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            _ = best.TryDequeue(out rows[i], out float similarity);
            similarities.Add(rows[i], Math.Clamp(similarity, -1, 1));
        }

        return rows;
    }

    private List<long> Containing(string words, MemoryFilter filter, int count)
    {
        var query = filter is AndFilter { Parts.IsEmpty: true }
            ? new FilterQuery("SELECT rowid FROM words WHERE words MATCH ").AddValue(words)
            : new FilterQuery("SELECT words.rowid FROM words JOIN events ON events.row = words.rowid WHERE words MATCH ").AddValue(words).Add(" AND ").AddCondition(filter);
        query.Add(" ORDER BY words.rank LIMIT ").AddValue((long)count);
        var rows = new List<long>();
        using var reader = statements.Get(query).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    // Of what only its words found.
    private void AddSimilarities(ReadOnlySpan<float> vector, List<long> rows, Dictionary<long, double> similarities)
    {
        if (vector.IsEmpty)
        {
            return;
        }

        foreach (long row in rows)
        {
            if (similarities.ContainsKey(row))
            {
                continue;
            }

            using var reader = statements.Get(new FilterQuery("SELECT vector FROM vectors WHERE event = ").AddValue(row)).ExecuteReader();
            if (reader.Read())
            {
                var stored = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(reader.Handle, 0));
                if (stored.Length == vector.Length)
                {
                    similarities.Add(row, Math.Clamp(TensorPrimitives.Dot(stored, vector), -1, 1));
                }
            }
        }
    }

    private List<RecalledEvent> Read(IEnumerable<(long Row, double Score)> found, Dictionary<long, double> similarities)
    {
        var recalled = new List<RecalledEvent>();
        foreach (var (row, score) in found)
        {
            using var reader = statements.Get(new FilterQuery($"SELECT {EventRow.Columns} FROM events WHERE row = ").AddValue(row)).ExecuteReader();
            if (reader.Read())
            {
                recalled.Add(new(EventRow.Read(reader), score, similarities.TryGetValue(row, out double similarity) ? similarity : null));
            }
        }

        return recalled;
    }
}
