namespace Nika.Messaging.Redis.Connections;

/// <summary>What the handshake found out about the server and about this connection as the server sees it.</summary>
/// <param name="Version">The server's version.</param>
/// <param name="Protocol">2 or 3.</param>
/// <param name="ClientId">The connection's id at the server; 0 if unknown.</param>
/// <param name="ClientAddress">The address the server sees this connection come from; null if unknown.</param>
/// <param name="UnixMilliseconds">The server's clock at the handshake.</param>
/// <param name="At">When that was, by the local monotonic clock.</param>
internal sealed record ServerFacts(string Version, int Protocol, long ClientId, string? ClientAddress, long UnixMilliseconds, long At)
{
    public static ServerFacts Unknown { get; } = new("?", 2, 0, null, 0, 0);
}
