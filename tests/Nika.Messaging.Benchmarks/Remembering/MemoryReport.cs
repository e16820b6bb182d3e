using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.Sqlite;

namespace Nika.Messaging.Benchmarks.Remembering;

/// <summary>Memory on SQLite against bare SQLite on the same rows, the specification's question, recall, and what publishing feels of it.</summary>
internal static class MemoryReport
{
    private const int BatchSize = 256;

    public static async Task RunAsync(Report report, bool isShort)
    {
        string directory = Directory.CreateTempSubdirectory("nika-memory-bench-").FullName;
        try
        {
            await InsertAsync(report, directory, isShort);
            await QuestionAsync(report, Path.Combine(directory, "question.db"), isShort ? 20_000 : 1_000_000);
            await RecallAsync(report, Path.Combine(directory, "recall.db"), isShort ? 5_000 : 100_000);
            await DualWriteReport.RunAsync(report, directory, isShort);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task InsertAsync(Report report, string directory, bool isShort)
    {
        int count = isShort ? 2_560 : 25_600;
        int rounds = isShort ? 1 : 5;
        var ours = new Rounds();
        var bare = new Rounds();
        for (int round = 0; round <= rounds; round++)
        {
            // A file each, new in every round; the rows are the same.
            var batches = SampleEvents.Create(count, new Random(round)).Chunk(BatchSize).ToArray();
            using (var raw = new BareSqlite(Path.Combine(directory, $"bare-{round}.db")))
            {
                long start = Stopwatch.GetTimestamp();
                foreach (var batch in batches)
                {
                    raw.Insert(batch);
                }

                bare.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds, round > 0);
            }

            await using var memory = Open(Path.Combine(directory, $"ours-{round}.db"));
            _ = await memory.CountAsync(MemoryFilter.All);
            long begin = Stopwatch.GetTimestamp();
            foreach (var batch in batches)
            {
                await memory.RememberAsync(batch);
            }

            ours.Add(count / Stopwatch.GetElapsedTime(begin).TotalSeconds, round > 0);
        }

        report.Note("Q: bare SQLite, prepared inserts of the same rows, 256 a transaction", bare.Rate);
        report.AtLeast("memory on SQLite, remember 256 at a time", ours.Rate, ours.Median / bare.Median, 0.5, "Q");
    }

    private static async Task QuestionAsync(Report report, string path, int count)
    {
        using (var raw = new BareSqlite(path))
        {
            raw.FillEvents(count);
        }

        var filter = Meta.Domain == "hooks" && Meta.EntityKind == EntityKind.Job && Meta.Status == EntityStatus.Failed && Meta.Intent == "refactor" && Meta.Time.In(2026, 4);
        await using var memory = Open(path);
        using var bareSqlite = new BareSqlite(path);
        var ours = new Rounds();
        var bare = new Rounds();
        long answer = 0;
        for (int i = 0; i < 101; i++)
        {
            long start = Stopwatch.GetTimestamp();
            answer = await memory.CountAsync(filter);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds, i > 0);
            start = Stopwatch.GetTimestamp();
            long expected = bareSqlite.CountQuestion();
            bare.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds, i > 0);
            if (expected != answer)
            {
                throw new InvalidOperationException($"Memory counts {answer}, bare SQL {expected}.");
            }
        }

        string asked = count.ToString("N0", CultureInfo.InvariantCulture);
        report.Note($"A: the April question in bare SQL, over {asked} events ({answer} are meant)", bare.Microseconds);
        report.AtMost($"the April question, over {asked} events", ours.Microseconds, ours.Median / bare.Median, 2, "A");
        report.Within($"the April question, over {asked} events", ours.Microseconds, ours.Median / 1000, 20, "ms");
    }

    private static async Task RecallAsync(Report report, string path, int count)
    {
        using (var raw = new BareSqlite(path))
        {
            raw.FillEvents(count);
            raw.FillVectors(count);
        }

        await using var memory = Open(path);
        using var bareSqlite = new BareSqlite(path);
        var ours = new Rounds();
        var bare = new Rounds();
        var hybrid = new Rounds();
        var random = new Random(3);
        for (int i = 0; i < 12; i++)
        {
            float[] vector = SampleEvents.Vector(random);
            long start = Stopwatch.GetTimestamp();
            var found = await memory.RecallAsync(vector);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds, i > 0);
            start = Stopwatch.GetTimestamp();
            float best = bareSqlite.ScanVectors(vector);
            bare.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds, i > 0);
            if (Math.Abs(best - found[0].Similarity!.Value) > 1e-5)
            {
                throw new InvalidOperationException($"Memory finds {found[0].Similarity}, the bare scan {best}.");
            }

            start = Stopwatch.GetTimestamp();
            _ = await memory.RecallAsync("the pre-commit hook number 4711 failed");
            hybrid.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds, i > 0);
        }

        string asked = count.ToString("N0", CultureInfo.InvariantCulture);
        report.Note($"V: bare scan with TensorPrimitives over {asked} vectors in SQLite", bare.Microseconds);
        report.AtMost($"recall by vector, over {asked}", ours.Microseconds, ours.Median / bare.Median, 1.3, "V");
        report.Note($"recall by words and meaning, over {asked}", hybrid.Microseconds);
    }

    private static SqliteMemory Open(string path) => new(new SqliteMemoryOptions { Path = path, Embedder = new MemoryEmbedder(new HashedEmbeddings(), BareSqlite.Embedder) });
}
