using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RepoAudit.CommandLine;

/// <summary>Where Redis listens.</summary>
/// <param name="Host">A name or an address; an IPv6 address without its brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record RedisEndpoint(string Host, int Port)
{
    /// <summary>Reads <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>.</summary>
    /// <param name="value">What was typed.</param>
    /// <param name="endpoint">The endpoint, or null.</param>
    /// <param name="error">What is wrong, or null.</param>
    public static bool TryParse(string value, [NotNullWhen(true)] out RedisEndpoint? endpoint, [NotNullWhen(false)] out string? error)
    {
        endpoint = null;
        error = null;
        if (value.Contains('@', StringComparison.Ordinal))
        {
            // Not repeated: what stands there may be a password.
            error = "a user and a password are not taken here; write HOST:PORT.";
            return false;
        }

        int colon = value.LastIndexOf(':');
        string host = colon < 0 ? value : value[..colon];
        string port = colon < 0 ? "" : value[(colon + 1)..];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            host = ""; // redis://host:port, or an IPv6 address that lacks its brackets
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            error = $"'{value}' is no Redis endpoint; write HOST:PORT, like 'localhost:6379' or '[::1]:6379'.";
            return false;
        }

        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 65535)
        {
            error = colon < 0
                ? $"'{value}' lacks a port; write HOST:PORT, like '{value}:6379'."
                : $"'{port}' is no port; it must be a number from 1 to 65535.";
            return false;
        }

        endpoint = new RedisEndpoint(host, number);
        return true;
    }

    /// <summary><c>HOST:PORT</c>, as it is typed.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
