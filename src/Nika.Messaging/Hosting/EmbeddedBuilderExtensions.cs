using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging;

/// <summary>Puts a pod on the embedded store.</summary>
public static class EmbeddedBuilderExtensions
{
    /// <summary>
    /// Runs the pod within this process alone, with nothing to install: same API, same semantics. All pods of the process that say so
    /// share one store, which lives and dies with the process. Several processes need Redis.
    /// </summary>
    /// <param name="builder">The builder.</param>
    public static INikaBuilder UseEmbedded(this INikaBuilder builder) => builder.UseEmbedded(EmbeddedServer.Shared);

    /// <summary>Runs the pod within this process alone, on a store of one's own: for tests.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="server">The store; pods on the same one talk to each other.</param>
    public static INikaBuilder UseEmbedded(this INikaBuilder builder, EmbeddedServer server)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        return builder.UseStore(_ => new EmbeddedStore(server));
    }
}
