using Nika.Messaging;
using Nika.Messaging.Qdrant;
using Nika.Messaging.Sqlite;

namespace SixMonths;

/// <summary>Where memory lives: the one place that names a store. Everything else asks an <see cref="IMemory"/>.</summary>
internal static class Stores
{
    /// <summary>Memory in a file, or on a server if one is named. Its key, if it asks for one, is in the environment: command lines are there for all to read.</summary>
    public static IMemory Open(string file, string? qdrant)
    {
        var embedder = new MemoryEmbedder(new HashedEmbeddings());
        return qdrant is null
            ? new SqliteMemory(new SqliteMemoryOptions { Path = file, Embedder = embedder })
            : new QdrantMemory(new QdrantOptions
            {
                Address = qdrant,
                ApiKey = Environment.GetEnvironmentVariable(QdrantBuilderExtensions.KeySetting) is { Length: > 0 } key ? key : null,
                Collection = "six_months",
                Embedder = embedder,

                // The second question is about them: a server counts by an index, not by reading every event.
                IndexedFields = { JobChanged.Fields.Attempts, JobChanged.Fields.Status },
            });
    }
}
