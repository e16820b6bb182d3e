using Microsoft.Extensions.AI;
using Nika.Messaging.Sqlite;

namespace Nika.Messaging;

/// <summary>Gives a pod a memory in a local SQLite file.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>
    /// Remembers significant events in a SQLite file. Several pods and processes may use one file. Vectors are made by the
    /// <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c> among the services, or by <see cref="HashedEmbeddings"/>, unless <paramref name="configure"/> says otherwise.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; it and its folder are made if absent. Default <c>out/memory.db</c>.</param>
    /// <param name="configure">Changes other options.</param>
    public static INikaBuilder UseSqliteMemory(this INikaBuilder builder, string? path = null, Action<SqliteMemoryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseMemory(services =>
        {
            var generator = (IEmbeddingGenerator<string, Embedding<float>>?)services.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>));
            var options = new SqliteMemoryOptions { Embedder = new MemoryEmbedder(generator ?? new HashedEmbeddings()) };
            if (path is not null)
            {
                options.Path = path;
            }

            configure?.Invoke(options);
            return new SqliteMemory(options);
        });
    }
}
