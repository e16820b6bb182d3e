namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// What a Redis server is to pods on Redis, inside the process: the streams and hashes that the <see cref="EmbeddedStore"/>s of
/// several pods share. It lives and dies with the process, or with the last reference to it.
/// </summary>
/// <param name="timeProvider">The server's clock: entry ids, expiry and idle times follow it. Default the system's.</param>
public sealed class EmbeddedServer(TimeProvider? timeProvider = null)
{
    /// <summary>The one that all pods of this process share unless told otherwise.</summary>
    public static EmbeddedServer Shared { get; } = new();

    internal Keyspace Keyspace { get; } = new(timeProvider ?? TimeProvider.System);
}
