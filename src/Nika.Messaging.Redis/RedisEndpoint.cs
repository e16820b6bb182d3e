using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Nika.Messaging.Redis;

/// <summary>A host and a port.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="Port">The TCP port.</param>
internal sealed record RedisEndpoint(string Host, int Port)
{
    public const int DefaultPort = 6379;

    public static bool TryParse(string? text, [NotNullWhen(true)] out RedisEndpoint? endpoint)
    {
        endpoint = null;
        string host = text ?? "";
        string port = "";
        int colon = host.LastIndexOf(':');
        bool isBracketed = host.StartsWith('[');
        if (colon > (isBracketed ? host.IndexOf(']', StringComparison.Ordinal) : 0))
        {
            (host, port) = (host[..colon], host[(colon + 1)..]);
        }

        if (isBracketed)
        {
            host = host.Trim('[', ']');
        }

        int number = DefaultPort;
        bool isHost = isBracketed ? IPAddress.TryParse(host, out _) : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
        if (!isHost
            || (port.Length > 0 && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            || number is < 1 or > IPEndPoint.MaxPort)
        {
            return false;
        }

        endpoint = new(host, number);
        return true;
    }

    public EndPoint ToEndPoint() => IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : new DnsEndPoint(Host, Port);

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
