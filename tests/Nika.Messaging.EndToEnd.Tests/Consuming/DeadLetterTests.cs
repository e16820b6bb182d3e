using System.Collections.Concurrent;
using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Dead letters can be read, and put back.</summary>
public abstract class DeadLetterTests(ITestStore store) : ConsumingFixture(store)
{
    private const string Feed = "nika:feed:entities";

    [Fact]
    public async Task Dead_letters_are_read_with_what_is_known_of_them()
    {
        var pod = await DyingAsync();
        var sent = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));
        await AppendAsync([("type", "job_changed"), ("data", "{}")]);
        await Wait.Until(() => pod.Consumed.DeadLettered == 2);

        var letters = await AllAsync(pod);
        var known = letters.Single(letter => letter.Meta is not null);
        Assert.Equal((Feed, "job_changed", 1L, "InvalidOperationException: not today"), (known.Stream, known.Type, known.Attempts, known.Error));
        Assert.Equal(sent.Id, known.Meta!.Value.Id);
        Assert.Contains("\"task-1\"", Encoding.UTF8.GetString(known.Data.Span), StringComparison.Ordinal);
        Assert.Equal((Feed, "cg:worker", "w1"), (known.Origin!.Stream, known.Origin.Group, known.Origin.Consumer));
        Assert.NotEqual(StreamId.Zero, known.Origin.EntryId);
        var strange = letters.Single(letter => letter.Meta is null);
        Assert.Equal(("job_changed", "the entry has no field 'NIKA_META'"), (strange.Type, strange.Error));
        Assert.Empty(await AllAsync(pod, "nika:ipc:nothing"));
    }

    [Fact]
    public async Task Redriven_ones_are_handled_as_new_and_are_gone_from_the_dead_letters()
    {
        var dying = await DyingAsync();
        List<Guid> ids = [];
        for (int i = 0; i < 250; i++)
        {
            ids.Add((await dying.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, $"{i}"))).Id);
        }

        await Wait.Until(() => dying.Consumed.DeadLettered == 250);
        await dying.StopAsync();
        var seen = new ConcurrentQueue<(Guid Id, long Attempt, int Number)>();
        var pod = await StartAsync("w2", builder => builder.AddHandler(_ => new RecordingWorker((change, context) =>
        {
            seen.Enqueue((context.Meta.Id, context.Attempt, int.Parse(change.Summary, System.Globalization.CultureInfo.InvariantCulture)));
            return Task.CompletedTask;
        })));

        Assert.Equal(1, await pod.RedriveAsync(Feed, letter => letter.Meta?.Id == ids[7]));
        await Wait.Until(() => !seen.IsEmpty);
        Assert.Equal((ids[7], 1L, 7), Assert.Single(seen));
        Assert.Equal(249, await pod.RedriveAsync(Feed));
        await Wait.Until(() => seen.Count == 250);
        Assert.Equal(ids.Order(), seen.Select(static item => item.Id).Order());
        Assert.Empty(await AllAsync(pod));
        Assert.Equal(0, await pod.RedriveAsync(Feed));

        // Back with their own fields, and no others.
        var batch = new EntryBatch();
        await (await RawAsync()).RangeAsync(Feed, StreamId.Zero, StreamId.Max, 10_000, batch, default);
        List<string> names = [];
        var fields = new FieldReader(batch[batch.Count - 1].Fields);
        while (fields.TryNext(out var name, out _))
        {
            names.Add(Encoding.UTF8.GetString(name));
        }

        Assert.Equal(["type", "NIKA_META", "data"], names);
    }

    private static async Task<List<DeadLetter>> AllAsync(NikaPod pod, string stream = Feed)
    {
        List<DeadLetter> letters = [];
        await foreach (var letter in pod.DeadLettersAsync(stream, TestContext.Current.CancellationToken))
        {
            letters.Add(letter);
        }

        return letters;
    }

    private Task<NikaPod> DyingAsync() => StartAsync("w1", static builder => builder
        .AddHandler(static _ => new RecordingWorker(static (_, _) => throw new InvalidOperationException("not today")))
        .Configure(static options => options.Consumer.MaxDeliveries = 1));
}
