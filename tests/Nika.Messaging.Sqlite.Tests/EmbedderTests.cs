using Microsoft.Extensions.AI;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class EmbedderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Vectors_of_another_embedder_are_refused_and_everything_else_goes_on()
    {
        await using (var first = Open(new MemoryEmbedder(new HashedEmbeddings())))
        {
            await first.RememberAsync([Events.Of(default, "one")]);
        }

        await using var second = Open(new MemoryEmbedder(new HashedEmbeddings(), "acme/large"));
        var writing = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await second.RememberAsync([Events.Of(default, "two")]));
        var asking = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await second.RecallAsync("one"));
        Assert.All([writing, asking], failure => Assert.Contains("holds vectors of the embedder 'nika/nika-hashed-1', and these are of the embedder 'acme/large'", failure.Message, StringComparison.Ordinal));

        Assert.Equal(1, await second.CountAsync(MemoryFilter.All));
        await second.ForgetAsync(await second.PlanForgetAsync(MemoryFilter.All));
        await second.RememberAsync([Events.Of(default, "two")]);
        Assert.Single(await second.RecallAsync("two"));
    }

    [Fact]
    public async Task Without_an_embedder_words_are_found_in_their_other_forms_and_without_their_accents()
    {
        await using var memory = directory.Open();
        await memory.RememberAsync([Events.Of(default, "The hooks timed out while réfléchir ran"), Events.Of(default, "Nothing of the kind")]);

        foreach (string text in (string[])["hook", "timing", "REFLECHIR", "unknown words, but hook"])
        {
            var found = Assert.Single(await memory.RecallAsync(text));
            Assert.Null(found.Similarity);
            Assert.StartsWith("The hooks", found.Event.Text, StringComparison.Ordinal);
        }

        Assert.Empty(await memory.RecallAsync("?!"));
        Assert.Empty(await memory.RecallAsync("hook", threshold: 0));
    }

    [Fact]
    public async Task What_words_and_meaning_both_find_goes_before_what_one_finds()
    {
        await using var memory = Open(new MemoryEmbedder(new HashedEmbeddings()));
        await memory.RememberAsync(
        [
            Events.Of(default, "configuration"),
            Events.Of(default, "misconfigured reconfigure configurations"),
            Events.Of(default, "the configuration of the hooks was refused"),
            .. Enumerable.Range(0, 200).Select(i => Events.Of(default, $"event number {i} about other things")),
        ]);

        var found = await memory.RecallAsync("configuration", limit: 3);
        Assert.Equal(
            ["configuration", "misconfigured reconfigure configurations", "the configuration of the hooks was refused"],
            found.Select(recalled => recalled.Event.Text).Order(StringComparer.Ordinal));
        Assert.Equal("configuration", found[0].Event.Text);
    }

    [Fact]
    public async Task An_embedder_that_fails_or_lies_is_memorys_failure_and_is_named()
    {
        await using var memory = Open(new MemoryEmbedder(new BrokenEmbeddings(), "broken"));
        var failure = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await memory.RememberAsync([Events.Of(default)]));
        Assert.Contains("The embedder broken failed: HttpRequestException: no route", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public void An_embedder_without_a_name_must_be_given_one() =>
        Assert.Contains("give it a name", Assert.Throws<ArgumentException>(() => new MemoryEmbedder(new BrokenEmbeddings())).Message, StringComparison.Ordinal);

    private SqliteMemory Open(MemoryEmbedder embedder) => new(new SqliteMemoryOptions { Path = directory.File(), Embedder = embedder });

    private sealed class BrokenEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new HttpRequestException("no route");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
