using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Conformance;

/// <summary>Reading with a deadline. A read may come back empty; these read on.</summary>
public static class ReaderExtensions
{
    /// <summary>Reads until there is something.</summary>
    public static Task<List<Entry>> ReadAsync(this IGroupReader reader, int count = 100) => ReadAsync(reader.ReadAsync, count);

    /// <inheritdoc cref="ReadAsync(IGroupReader, int)"/>
    public static Task<List<Entry>> ReadAsync(this ITailReader reader, int count = 100) => ReadAsync(reader.ReadAsync, count);

    /// <summary>Reads until so many entries came, which may take several reads.</summary>
    public static Task<List<Entry>> ReadManyAsync(this IGroupReader reader, int total, int count = 100) => ReadManyAsync(reader.ReadAsync, total, count);

    /// <inheritdoc cref="ReadManyAsync(IGroupReader, int, int)"/>
    public static Task<List<Entry>> ReadManyAsync(this ITailReader reader, int total, int count = 100) => ReadManyAsync(reader.ReadAsync, total, count);

    private static async Task<List<Entry>> ReadAsync(Func<EntryBatch, int, CancellationToken, ValueTask> read, int count)
    {
        var batch = new EntryBatch();
        using var deadline = new CancellationTokenSource(StoreUnderTest.Patience);
        do
        {
            await read(batch, count, deadline.Token);
        }
        while (batch.Count == 0);

        return Entry.AllOf(batch);
    }

    private static async Task<List<Entry>> ReadManyAsync(Func<EntryBatch, int, CancellationToken, ValueTask> read, int total, int count)
    {
        List<Entry> entries = [];
        while (entries.Count < total)
        {
            var more = await ReadAsync(read, count);
            Assert.All(more.CountBy(static entry => entry.Key), stream => Assert.InRange(stream.Value, 1, count));
            entries.AddRange(more);
        }

        Assert.Equal(total, entries.Count);
        return entries;
    }
}
