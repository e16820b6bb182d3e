using Microsoft.Extensions.AI;

namespace Nika.Messaging;

/// <summary>
/// The embedder that needs no model: hashed words and pieces of words, <see cref="Dimensions"/> numbers, length one. The same text gives the same
/// vector, bit for bit, on every machine. It finds other forms of a word, misspellings and compounds; it knows no meanings: see docs/embeddings.md.
/// </summary>
/// <remarks>Stateless: one instance serves any number of threads, and need not be disposed. It computes on the calling thread, a summary in a few microseconds.</remarks>
public sealed class HashedEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimensions = 384;

    /// <summary>Characters (UTF-16 units) of a text that count; what comes after them is not looked at.</summary>
    public const int MaxTextLength = 16_384;

    /// <summary>
    /// Name and version, by which a store knows who wrote its vectors. Another version gives other vectors; what an old one wrote must be embedded anew.
    /// </summary>
    public const string ModelId = "nika-hashed-1";

    private static readonly EmbeddingGeneratorMetadata Metadata = new("nika", providerUri: null, ModelId, Dimensions);

    /// <summary>Writes the vector of a text. Allocates nothing.</summary>
    /// <param name="text">Any text. One without a letter or digit says nothing, and its vector is all zeros.</param>
    /// <param name="destination">Where to; of <see cref="Dimensions"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void Embed(ReadOnlySpan<char> text, Span<float> destination)
    {
        if (destination.Length != Dimensions)
        {
            throw new ArgumentException($"A vector of {ModelId} has {Dimensions} numbers, there is room for {destination.Length}.", nameof(destination));
        }

        TextFeatures.Embed(text, destination);
    }

    /// <summary>Embeds texts, before it returns.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">Another model or number of dimensions than this embedder's is an error; null asks for nothing special.</param>
    /// <param name="cancellationToken">Gives up between two texts.</param>
    /// <returns>A vector for each text, in their order.</returns>
    /// <exception cref="ArgumentException">A text is null, or <paramref name="options"/> asks for what this embedder is not.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(options);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<GeneratedEmbeddings<Embedding<float>>>(cancellationToken);
        }

        var embeddings = values.TryGetNonEnumeratedCount(out int count) ? new GeneratedEmbeddings<Embedding<float>>(count) : [];
        foreach (string text in values)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return Task.FromCanceled<GeneratedEmbeddings<Embedding<float>>>(cancellationToken);
            }

            if (text is null)
            {
                throw new ArgumentException($"Text {embeddings.Count} is null.", nameof(values));
            }

            float[] vector = GC.AllocateUninitializedArray<float>(Dimensions);
            Embed(text, vector);
            embeddings.Add(new Embedding<float>(vector) { ModelId = ModelId });
        }

        return Task.FromResult(embeddings);
    }

    /// <summary>Gives <see cref="EmbeddingGeneratorMetadata"/>, with <see cref="ModelId"/> and <see cref="Dimensions"/>, and the embedder itself.</summary>
    /// <param name="serviceType">What is asked for.</param>
    /// <param name="serviceKey">Null; with any other key there is nothing.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }

    private static void Check(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != Dimensions)
        {
            throw new ArgumentException($"{ModelId} gives {Dimensions} dimensions, {dimensions} were asked for.", nameof(options));
        }

        if (options?.ModelId is { } model && model != ModelId)
        {
            throw new ArgumentException($"This embedder is {ModelId}, '{model}' was asked for.", nameof(options));
        }
    }
}
