using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Qdrant;

namespace Nika.Messaging;

/// <summary>Gives a pod a memory on Qdrant.</summary>
public static class QdrantBuilderExtensions
{
    /// <summary>The setting that names the server, in the environment or any other configuration source: <c>NIKA_QDRANT</c>.</summary>
    public const string Setting = "NIKA_QDRANT";

    /// <summary>The setting that holds the API key: <c>NIKA_QDRANT_API_KEY</c>.</summary>
    public const string KeySetting = "NIKA_QDRANT_API_KEY";

    /// <summary>
    /// Remembers significant events in a collection of a Qdrant server. The collection is made or checked as soon as the pod is put together, in the background: a server that is
    /// away, or a collection that does not fit, is logged and keeps no pod from starting.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="address"><c>http://host:6333</c> or <c>https://…</c>. Default: the setting <c>NIKA_QDRANT</c>. The pod is not built without either.</param>
    /// <param name="configure">
    /// Changes other options. Beforehand the API key is the setting <c>NIKA_QDRANT_API_KEY</c>, and vectors are made by the
    /// <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c> that is registered as a service, or else by <see cref="HashedEmbeddings"/>.
    /// </param>
    public static INikaBuilder UseQdrant(this INikaBuilder builder, string? address = null, Action<QdrantOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseMemory(services =>
        {
            string? Configured(string name) => services.GetService<IConfiguration>()?[name] ?? Environment.GetEnvironmentVariable(name);
            string? given = address ?? Configured(Setting);
            if (string.IsNullOrWhiteSpace(given))
            {
                throw new InvalidOperationException($"UseQdrant() was given no address, and {Setting} is not set: say UseQdrant(\"http://host:6333\") or set {Setting}=http://host:6333.");
            }

            var options = new QdrantOptions
            {
                Address = given,
                ApiKey = Configured(KeySetting) is { Length: > 0 } key ? key : null,
                Embedder = new MemoryEmbedder(services.GetService<IEmbeddingGenerator<string, Embedding<float>>>() ?? new HashedEmbeddings()),
            };
            configure?.Invoke(options);
            var logger = services.GetService<ILoggerFactory>()?.CreateLogger<QdrantMemory>();
            var memory = new QdrantMemory(options, services.GetService<TimeProvider>(), logger);
            memory.PrepareInBackground();
            return memory;
        });
    }
}
