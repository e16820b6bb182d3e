using System.Text.Json.Nodes;

namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Keeping events, and having them back.</summary>
public abstract class RememberFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    [Fact]
    public async Task Comes_back_as_it_was()
    {
        var meta = new NikaMeta
        {
            Timestamp = TestEvents.April.AddTicks(1234560),
            Schema = 3,
            SessionId = new("s-1"),
            EntityId = new("task-1"),
            EntityKind = EntityKind.Task,
            ParentId = new("job-1"),
            RootId = new("proj-1"),
            JobId = new("job-1"),
            Role = new("auditor"),
            Status = EntityStatus.Failed,
            Domain = "hooks \"quoted\" ünïcode \u0001",
            Intent = "refactor",
            CorrelationId = "c",
            CausationId = "d",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Tags = ["a", "b"],
        };
        var kept = TestEvents.Of(meta, "Text with 'quotes', \u00e9 and \U0001F600", """{"step":3,"big":9007199254740993,"list":[1,"two",null,{"x":[]}],"text":"\u00e9\n","none":null}""");
        await Memory.RememberAsync([TestEvents.Of(default), kept, TestEvents.Of(default)], Cancellation);

        var back = Assert.Single(await Memory.GetAsync([kept.Id], Cancellation));
        Assert.Equal(kept.Text, back.Text);
        Assert.Equal(kept.Meta with { Tags = default }, back.Meta with { Tags = default });
        Assert.Equal(kept.Meta.Tags.AsEnumerable(), back.Meta.Tags);
        AssertSameJson(kept.MetaJson, back.MetaJson);
        AssertSameJson(kept.DataJson, back.DataJson);
    }

    [Fact]
    public async Task Ids_that_are_not_there_are_left_out_and_repeated_ones_answered_once()
    {
        MemoryEvent[] events = [TestEvents.Of(default), TestEvents.Of(default), TestEvents.Of(default)];
        await Memory.RememberAsync(events, Cancellation);
        var back = await Memory.GetAsync([events[0].Id, Guid.CreateVersion7(), events[2].Id, events[0].Id], Cancellation);

        // Ids of one millisecond are in no particular order themselves.
        Assert.Equal(new[] { events[0].Id, events[2].Id }.Order(), back.Select(found => found.Id).Order());
        Assert.Empty(await Memory.GetAsync([], Cancellation));
    }

    [Fact]
    public async Task A_repeated_event_is_there_once()
    {
        MemoryEvent[] events = [.. Enumerable.Range(0, 5).Select(_ => TestEvents.Of(default))];
        await Memory.RememberAsync([.. events, .. events], Cancellation);
        await Memory.RememberAsync(events, Cancellation);
        await Memory.RememberAsync([events[2]], Cancellation);
        Assert.Equal(5, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public async Task Nothing_is_no_fault()
    {
        await Memory.RememberAsync([], Cancellation);
        Assert.Equal(0, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        var batches = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 250).Select(_ => TestEvents.Of(default)).ToArray()).ToArray();
        await Task.WhenAll(batches.Select(batch => Memory.RememberAsync(batch, Cancellation).AsTask()));
        Assert.Equal(2000, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public async Task A_vector_of_another_size_is_refused()
    {
        await Memory.RememberAsync([TestEvents.Of(default)], Cancellation);
        var odd = TestEvents.Of(default) with { Vector = new float[] { 1, 2, 3 } };
        await Assert.ThrowsAsync<ArgumentException>(async () => await Memory.RememberAsync([odd], Cancellation));
        Assert.Equal(1, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_does_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Memory.RememberAsync([TestEvents.Of(default)], new CancellationToken(canceled: true)));
        Assert.Equal(0, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    [Fact]
    public void It_says_what_it_is() => Assert.NotEmpty(Memory.Description);

    private static void AssertSameJson(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.Span), JsonNode.Parse(actual.Span)), System.Text.Encoding.UTF8.GetString(actual.Span));
}
