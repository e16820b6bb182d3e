using System.Numerics.Tensors;

namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Finding events by meaning.</summary>
public abstract class RecallFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    private static readonly string[] Texts =
    [
        "The pre-commit hook timed out after thirty seconds",
        "Refactoring of the session store completed",
        "Nightly index of the repository finished without findings",
        "Worker pod lost its lease and handed its entries back",
        "Disk of the journal is full",
        "Dead letter queue holds twelve malformed entries",
        "Review of the deliverable requested by the parent pod",
        "Embedding of summaries took longer than expected",
    ];

    [Fact]
    public async Task A_text_finds_the_event_that_says_it()
    {
        await RememberTextsAsync();
        foreach (string text in Texts)
        {
            var found = await Memory.RecallAsync(text, cancellationToken: Cancellation);
            Assert.Equal(text, found[0].Event.Text);
            Assert.Equal(1, Assert.NotNull(found[0].Similarity), 3);
            Assert.Equal(found.Select(recalled => recalled.Score).OrderDescending(), found.Select(recalled => recalled.Score));
            Assert.Equal(found.Count, found.DistinctBy(recalled => recalled.Event.Id).Count());
        }

        Assert.Equal(Texts[0], (await Memory.RecallAsync("hooks that time out before a commit", cancellationToken: Cancellation))[0].Event.Text);
    }

    [Fact]
    public async Task A_vector_finds_the_nearest_in_order()
    {
        await RememberTextsAsync();
        var question = (await MemoryUnderTest.Embedder.EmbedAsync(["the journal's disk has no room"], Cancellation))[0];
        var vectors = await MemoryUnderTest.Embedder.EmbedAsync(Texts, Cancellation);
        double[] similarities = [.. vectors.Select(vector => (double)TensorPrimitives.Dot(vector.Span, question.Span))];

        // Its length doesn't matter.
        float[] longer = new float[question.Length];
        TensorPrimitives.Multiply(question.Span, 7f, longer);
        var found = await Memory.RecallAsync(longer, limit: 5, cancellationToken: Cancellation);

        Assert.Equal(5, found.Count);
        Assert.Equal(similarities.OrderDescending().Take(5), found.Select(recalled => recalled.Similarity!.Value), (expected, actual) => Math.Abs(expected - actual) < 1e-4);
        Assert.Equal(Texts[Array.IndexOf(similarities, similarities.Max())], found[0].Event.Text);
    }

    [Fact]
    public async Task Filter_limit_and_threshold_hold()
    {
        await RememberTextsAsync();
        Assert.Equal(3, (await Memory.RecallAsync(Texts[0], limit: 3, cancellationToken: Cancellation)).Count);

        var odd = await Memory.RecallAsync(Texts[0], Meta.Domain == "odd", cancellationToken: Cancellation);
        Assert.NotEmpty(odd);
        Assert.All(odd, recalled => Assert.Equal("odd", recalled.Event.Meta.Domain));

        var near = Assert.Single(await Memory.RecallAsync(Texts[0], threshold: 0.99, cancellationToken: Cancellation));
        Assert.Equal(Texts[0], near.Event.Text);
        Assert.Empty(await Memory.RecallAsync(Texts[0], Meta.Domain == "odd", threshold: 0.99, cancellationToken: Cancellation));
        Assert.Empty(await Memory.RecallAsync(Texts[0], MemoryFilter.None, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_event_with_a_vector_of_its_own_is_found_by_it()
    {
        await RememberTextsAsync();
        var vector = (await MemoryUnderTest.Embedder.EmbedAsync(["something else altogether"], Cancellation))[0];
        var own = TestEvents.Of(default, "zzz") with { Vector = vector };
        await Memory.RememberAsync([own], Cancellation);
        Assert.Equal(own.Id, (await Memory.RecallAsync(vector, limit: 1, cancellationToken: Cancellation))[0].Event.Id);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await RememberTextsAsync();
        foreach (string empty in (string[])["", "  \n"])
        {
            Assert.Contains("empty", (await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync(empty, cancellationToken: Cancellation))).Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync("x", limit: 0, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync("x", limit: 1001, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync("x", threshold: 1.5, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync(new float[] { 1, 2 }, cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync(new float[HashedEmbeddings.Dimensions], cancellationToken: Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync(ReadOnlyMemory<float>.Empty, cancellationToken: Cancellation));
        float[] infinite = new float[HashedEmbeddings.Dimensions];
        infinite[0] = float.PositiveInfinity;
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Memory.RecallAsync(infinite, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_empty_memory_recalls_nothing() => Assert.Empty(await Memory.RecallAsync("anything at all", cancellationToken: Cancellation));

    [Fact]
    public async Task Texts_that_look_like_a_query_language_are_only_text()
    {
        await RememberTextsAsync();
        foreach (string odd in (string[])["\"", "a AND NOT (b", "text: *", "NEAR(", "🙂", "'; DROP TABLE events --"])
        {
            _ = await Memory.RecallAsync(odd, cancellationToken: Cancellation);
        }

        Assert.Equal(Texts.Length, await Memory.CountAsync(MemoryFilter.All, Cancellation));
    }

    private ValueTask RememberTextsAsync() =>
        Memory.RememberAsync([.. Texts.Select((text, i) => TestEvents.Of(new NikaMeta { Domain = i % 2 == 0 ? "even" : "odd" }, text))], Cancellation);
}
