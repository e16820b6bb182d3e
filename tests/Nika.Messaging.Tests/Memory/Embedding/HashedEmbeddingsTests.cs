using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Nika.Messaging.Tests.Memory.Embedding;

public sealed class HashedEmbeddingsTests
{
    private const string Unrelated = "Invoice totals differed by a cent";

    // Written once. A change here is another embedder: it needs another ModelId, and every stored vector is to be made anew.
    [Theory]
    [InlineData("Deployment of the gateway failed", "01F294DAFA006F084081CC6496243EEA")]
    [InlineData("Żółw, naïve façade, STRASSE straße; ΑΘΗΝΑ Москва 東京 🐢", "49AAA9379DBD1EB230E9BD2B51525DC6")]
    [InlineData("HTTP2 JSONPath CS0246 OrderService isn't it", "253553F7EA05BE5DEA976D16A93D4894")]
    public void A_text_has_the_same_vector_on_every_machine(string text, string golden) =>
        Assert.Equal(golden, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(Vectors.Of(text))), 0, 16));

    [Fact]
    public void A_small_vector_can_be_checked_by_hand()
    {
        // The word and its only piece, ^go, each mixed by SplitMix64: two features of equal weight, the word's added and the piece's taken away.
        float half = MathF.Sqrt(0.5f);

        Assert.Equal([(80, -half), (340, half)], Vectors.Of("go").Index().Where(place => place.Item != 0));
    }

    [Fact]
    public void A_vector_has_length_one_or_the_text_no_words() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2_000).WithReplay(20_261_125, 7),
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            float[] vector = Vectors.Of(text ?? "");
            bool hasWords = (text ?? "").Any(letter => LetterFolding.Fold(letter) is not (LetterFolding.Separator or LetterFolding.Nothing));
            return Math.Abs((hasWords ? 1 : 0) - Vectors.Dot(vector, vector)) < 1e-6;
        }));

    [Theory]
    [InlineData("The Gateway FAILED", "the gateway failed")]
    [InlineData("ŻÓŁW W ŁODZI", "zolw w lodzi")]
    [InlineData("r\u00E9sum\u00E9", "re\u0301sume\u0301")]
    [InlineData("Straße Œuvre Æon", "STRASSE oeuvre aeon")]
    [InlineData("МОСКВА Αθήνα", "москва αθηνα")]
    [InlineData("Việt Nam", "viet nam")]
    [InlineData("5 \u00B5s", "5 \u03BCs")]
    [InlineData("ＣＰＵ　１００", "cpu 100")]
    [InlineData("isn’t it, co\u00ADoperate", "isn't it cooperate")]
    [InlineData("Deployed: the gateway (to production)!", "deployed the gateway to production")]
    public void Case_accents_and_punctuation_do_not_matter(string left, string right) => Assert.Equal(Vectors.Of(left), Vectors.Of(right));

    [Theory]
    [InlineData("authentication failed", "authenticating failures")]
    [InlineData("certificate renewal", "certifcate renewl")]
    [InlineData("OrderService", "order service")]
    [InlineData("time zone", "timezone")]
    [InlineData("Donaudampfschifffahrt", "Dampfschiff")]
    [InlineData("東京都庁", "東京都")]
    public void Forms_misspellings_and_compounds_are_near(string left, string right)
    {
        double similarity = Vectors.Similarity(left, right);

        Assert.True(similarity > 0.3, $"{similarity}");
        Assert.True(similarity > 2 * Math.Abs(Vectors.Similarity(left, Unrelated)));
    }

    [Fact]
    public void Function_words_count_for_little() =>
        Assert.True(Vectors.Similarity("the gateway was down", "a gateway that is down") > 0.9);

    [Fact]
    public void A_repeated_word_does_not_drown_the_others()
    {
        // 100 times as often weighs 10 times as much: a cosine of 0.1, and not of 0.01.
        string text = string.Concat(Enumerable.Repeat("timeout ", 100)) + "migration";

        Assert.InRange(Vectors.Similarity(text, "migration"), 0.06, 0.3);
    }

    [Fact]
    public void Order_of_words_counts_as_far_as_neighbours_go()
    {
        Assert.NotEqual(Vectors.Of("memory leak"), Vectors.Of("leak memory"));
        Assert.True(Vectors.Similarity("memory leak", "leak memory") > 0.9);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("!?… — „“ ✓ → \u0301\uFEFF")]
    public void A_text_without_words_has_no_direction(string text) => Assert.All(Vectors.Of(text), place => Assert.Equal(0, place));

    [Fact]
    public void No_text_is_wrong()
    {
        Assert.NotEqual(Vectors.Of(""), Vectors.Of("\uD83D"));
        Assert.NotEqual(Vectors.Of("🐢"), Vectors.Of("🐇"));
        Assert.Equal(Vectors.Of("a b"), Vectors.Of("a\0b"));
        _ = Vectors.Of(new string('ß', 100_000));
        _ = Vectors.Of(string.Join(' ', Enumerable.Range(0, 10_000)));
    }

    [Fact]
    public void What_is_past_the_limit_is_not_looked_at()
    {
        string text = string.Concat(Enumerable.Repeat("0123456 ", HashedEmbeddings.MaxTextLength / 8));
        Assert.Equal(HashedEmbeddings.MaxTextLength, text.Length);

        Assert.Equal(Vectors.Of(text), Vectors.Of(text + "afterwards"));
        Assert.NotEqual(Vectors.Of(text), Vectors.Of(text[..^2] + "7 "));
    }

    [Fact]
    public void A_run_of_letters_without_end_counts_as_its_beginning() =>
        Assert.Equal(Vectors.Of("gateway " + new string('q', 64)), Vectors.Of("gateway " + new string('q', 5_000)));

    [Fact]
    public void Embedding_allocates_nothing()
    {
        float[] vector = new float[HashedEmbeddings.Dimensions];
        EmbedMany(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EmbedMany(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void EmbedMany(int times)
        {
            for (int i = 0; i < times; i++)
            {
                HashedEmbeddings.Embed("Deployment of the OrderService failed: żółw, 東京", vector);
            }
        }
    }

    [Fact]
    public async Task Generating_allocates_the_vector_and_a_little()
    {
        using var embedder = new HashedEmbeddings();
        string[] texts = ["Deployment of the OrderService failed"];
        await embedder.GenerateAsync(texts);
        const int Times = 1_000;
        const int VectorBytes = HashedEmbeddings.Dimensions * sizeof(float);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            Assert.True(embedder.GenerateAsync(texts).IsCompletedSuccessfully);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Times, VectorBytes, VectorBytes + 400);
    }

    [Fact]
    public async Task Each_text_gets_its_vector_in_order()
    {
        using var embedder = new HashedEmbeddings();

        var embeddings = await embedder.GenerateAsync(Enumerable.Range(0, 20).Select(number => $"text {number}"));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => Vectors.Of($"text {number}")), embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.All(embeddings, embedding => Assert.Equal(HashedEmbeddings.ModelId, embedding.ModelId));
        Assert.Empty(await embedder.GenerateAsync([]));
    }

    [Fact]
    public async Task Cancelling_ends_it_between_two_texts()
    {
        using var embedder = new HashedEmbeddings();
        using var cancellation = new CancellationTokenSource();
        int given = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(Endless(), cancellationToken: cancellation.Token));
        Assert.Equal(3, given);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["text"], cancellationToken: cancellation.Token));

        IEnumerable<string> Endless()
        {
            while (true)
            {
                if (++given == 3)
                {
                    cancellation.Cancel();
                }

                yield return "text";
            }
        }
    }

    [Fact]
    public void It_says_who_it_is()
    {
        using var embedder = new HashedEmbeddings();

        var metadata = Assert.IsType<EmbeddingGeneratorMetadata>(embedder.GetService(typeof(EmbeddingGeneratorMetadata)));
        Assert.Equal("nika", metadata.ProviderName);
        Assert.Equal(HashedEmbeddings.ModelId, metadata.DefaultModelId);
        Assert.Equal(HashedEmbeddings.Dimensions, metadata.DefaultModelDimensions);
        Assert.Same(embedder, embedder.GetService(typeof(HashedEmbeddings)));
        Assert.Same(embedder, embedder.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        Assert.Null(embedder.GetService(typeof(HashedEmbeddings), "key"));
        Assert.Null(embedder.GetService(typeof(string)));
    }

    [Fact]
    public async Task What_it_cannot_do_it_refuses()
    {
        using var embedder = new HashedEmbeddings();
        await embedder.GenerateAsync(["text"], new EmbeddingGenerationOptions { Dimensions = HashedEmbeddings.Dimensions, ModelId = HashedEmbeddings.ModelId });

        var dimensions = await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["text"], new EmbeddingGenerationOptions { Dimensions = 768 }));
        var model = await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["text"], new EmbeddingGenerationOptions { ModelId = "other" }));
        var missing = await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["text", null!]));
        var room = Assert.Throws<ArgumentException>(() => HashedEmbeddings.Embed("text", new float[768]));

        Assert.StartsWith("nika-hashed-1 gives 384 dimensions, 768 were asked for.", dimensions.Message, StringComparison.Ordinal);
        Assert.StartsWith("This embedder is nika-hashed-1, 'other' was asked for.", model.Message, StringComparison.Ordinal);
        Assert.StartsWith("Text 1 is null.", missing.Message, StringComparison.Ordinal);
        Assert.StartsWith("A vector of nika-hashed-1 has 384 numbers, there is room for 768.", room.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => embedder.GenerateAsync(null!));
    }
}
