using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Nika.Messaging;

/// <summary>
/// What a memory makes vectors with: a generator, its name as memory records it, and the checks that every memory needs. Does not own the generator.
/// </summary>
public sealed class MemoryEmbedder
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> generator;

    /// <summary>Wraps a generator.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="name">Its name, which memory records: vectors of one name can be compared. Default: provider and model, as the generator's own metadata say.</param>
    /// <exception cref="ArgumentException">No name is given and the generator has none.</exception>
    public MemoryEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        this.generator = generator;
        var metadata = (EmbeddingGeneratorMetadata?)generator.GetService(typeof(EmbeddingGeneratorMetadata), serviceKey: null);
        Name = name ?? (metadata is { DefaultModelId: { Length: > 0 } model }
            ? $"{metadata.ProviderName}/{model}"
            : throw new ArgumentException("The embedding generator names no model in its metadata; give it a name, since vectors of different embedders must not be mixed.", nameof(name)));
        Dimensions = metadata?.DefaultModelDimensions;
    }

    /// <summary>The name that memory records.</summary>
    public string Name { get; }

    /// <summary>The size of its vectors, if it says so beforehand.</summary>
    public int? Dimensions { get; }

    /// <summary>Makes a vector of length 1 for each text; an empty one for a text that says nothing to the generator (a zero vector).</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">The generator failed, or answered with something else than one finite vector of its size for each text.</exception>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        GeneratedEmbeddings<Embedding<float>> embeddings;
        try
        {
            embeddings = await generator.GenerateAsync(texts, options: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Any provider may be behind the interface; without vectors events cannot be kept, so its failure is memory's.
            throw new MemoryUnavailableException($"The embedder {Name} failed: {exception.GetType().Name}: {exception.Message}", exception);
        }

        if (embeddings.Count != texts.Count)
        {
            throw new MemoryUnavailableException($"The embedder {Name} answered {texts.Count} texts with {embeddings.Count} vectors.");
        }

        var vectors = new ReadOnlyMemory<float>[texts.Count];
        for (int i = 0; i < vectors.Length; i++)
        {
            var vector = embeddings[i].Vector;
            if (vector.Length != (Dimensions ?? embeddings[0].Vector.Length))
            {
                throw new MemoryUnavailableException($"The embedder {Name} made a vector of {vector.Length} dimensions, not {Dimensions ?? embeddings[0].Vector.Length}.");
            }

            vectors[i] = Normalize(vector.Span, out string? fault) ?? (fault is null ? default(ReadOnlyMemory<float>) : throw new MemoryUnavailableException($"The embedder {Name} made a vector that {fault}."));
        }

        return vectors;
    }

    /// <summary>The vector of length 1 in the same direction.</summary>
    /// <param name="vector">The vector.</param>
    /// <exception cref="ArgumentException">It is empty, zero or not finite.</exception>
    public static ReadOnlyMemory<float> Normalized(ReadOnlySpan<float> vector)
    {
        if (vector.IsEmpty)
        {
            throw new ArgumentException("The vector is empty.", nameof(vector));
        }

        return Normalize(vector, out string? fault) ?? throw new ArgumentException($"The vector {fault ?? "is zero: it has no direction"}.", nameof(vector));
    }

    // Null for a zero vector, which has no direction; with a fault for one that is no vector at all.
    private static float[]? Normalize(ReadOnlySpan<float> vector, out string? fault)
    {
        fault = null;
        float length = TensorPrimitives.Norm(vector);
        if (length == 0)
        {
            return null;
        }

        if (!float.IsFinite(length))
        {
            fault = "is not finite";
            return null;
        }

        float[] normalized = new float[vector.Length];
        TensorPrimitives.Divide(vector, length, normalized);
        return normalized;
    }
}
