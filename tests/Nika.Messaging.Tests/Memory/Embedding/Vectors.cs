namespace Nika.Messaging.Tests.Memory.Embedding;

internal static class Vectors
{
    public static float[] Of(string text)
    {
        float[] vector = new float[HashedEmbeddings.Dimensions];
        HashedEmbeddings.Embed(text, vector);
        return vector;
    }

    /// <summary>The cosine: vectors are of length one.</summary>
    public static double Similarity(string left, string right) => Dot(Of(left), Of(right));

    public static double Dot(float[] left, float[] right) => left.Zip(right, static (l, r) => (double)l * r).Sum();
}
