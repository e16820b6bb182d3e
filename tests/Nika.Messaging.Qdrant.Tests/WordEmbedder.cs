using Microsoft.Extensions.AI;

namespace Nika.Messaging.Qdrant.Tests;

/// <summary>Makes vectors whose dimensions are letters: near to each other are texts of the same letters. Good for nothing but tests.</summary>
internal sealed class WordEmbedder(string name = "letters", int dimensions = 26, bool saysDimensions = true) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(VectorOf(text)))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("tests", null, name, saysDimensions ? dimensions : null) : null;

    public void Dispose()
    {
    }

    public float[] VectorOf(string text)
    {
        float[] vector = new float[dimensions];
        foreach (char letter in text.Where(char.IsAsciiLetter))
        {
            vector[(char.ToLowerInvariant(letter) - 'a') % dimensions]++;
        }

        return vector;
    }
}
