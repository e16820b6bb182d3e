using System.Collections.Concurrent;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Many at once.</summary>
public abstract class ConcurrencyFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const int Writers = 4;
    private const int Readers = 4;
    private const int Total = 10_000;

    [Fact]
    public async Task Every_entry_reaches_exactly_one_consumer()
    {
        string[] keys = [NewKey(), NewKey()];
        var taken = new ConcurrentBag<Entry>();
        long acknowledged = 0;
        using var all = new CancellationTokenSource(StoreUnderTest.Patience);
        var reading = Enumerable.Range(0, Readers).Select(n => Task.Run(async () =>
        {
            await using var reader = Group("g", $"c{n}", keys);
            var batch = new EntryBatch();
            while (taken.Count < Total)
            {
                try
                {
                    await reader.ReadAsync(batch, 50, all.Token);
                }
                catch (OperationCanceledException) when (taken.Count >= Total)
                {
                    return;
                }

                var entries = Entry.AllOf(batch);
                foreach (string key in keys)
                {
                    StreamId[] ids = [.. entries.Where(entry => entry.Key == key).Select(static entry => entry.Id)];
                    if (ids.Length > 0)
                    {
                        _ = Interlocked.Add(ref acknowledged, await Subject.AcknowledgeAsync(key, "g", ids));
                    }
                }

                entries.ForEach(taken.Add);
                if (taken.Count >= Total)
                {
                    await all.CancelAsync();
                }
            }
        })).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var writes = new List<Task>();
            for (int n = writer; n < Total; n += Writers)
            {
                writes.Add(Subject.AppendAsync(keys[n % keys.Length], Fields.Number(n)));
                if (writes.Count == 100)
                {
                    await Task.WhenAll(writes);
                    writes.Clear();
                }
            }

            await Task.WhenAll(writes);
        })));
        await Task.WhenAll(reading);

        Assert.Equal(Total, taken.Count);
        Assert.Equal(Enumerable.Range(0, Total).Select(static n => $"n={n}").Order(StringComparer.Ordinal), taken.Select(static entry => entry.Text).Order(StringComparer.Ordinal));
        Assert.All(taken, static entry => Assert.Equal(1, entry.Deliveries));
        Assert.Equal(Total, Volatile.Read(ref acknowledged));
        foreach (string key in keys)
        {
            Assert.Empty((await Subject.ClaimAllAsync(key, "g", "late", TimeSpan.Zero)).Claimed);
        }
    }

    [Fact]
    public async Task Keys_come_and_go_under_a_reader_while_others_write()
    {
        string[] keys = [.. Enumerable.Range(0, 8).Select(static _ => NewKey())];
        await using var tail = Store.OpenTail();
        tail.Add(keys[0], StreamId.Zero);
        var seen = tail.ReadManyAsync(keys.Length * 200, count: 25);
        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    foreach (string key in keys)
                    {
                        await Subject.AppendAsync(key, Fields.Number(i));
                    }
                }
            }),
            Task.Run(async () =>
            {
                // What comes and goes is a key nobody writes to; what stays must not suffer from it.
                foreach (string key in keys.Skip(1))
                {
                    string passing = NewKey();
                    tail.Add(passing, StreamId.Zero);
                    tail.Add(key, StreamId.Zero);
                    await Task.Yield();
                    tail.Remove(passing);
                }
            }));

        var entries = await seen;
        foreach (string key in keys)
        {
            Assert.Equal(Enumerable.Range(0, 200).Select(static n => $"n={n}"), entries.Where(entry => entry.Key == key).Select(static entry => entry.Text));
        }
    }
}
