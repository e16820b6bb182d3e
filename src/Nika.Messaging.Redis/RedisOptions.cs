using System.Globalization;

namespace Nika.Messaging.Redis;

/// <summary>Where Redis is and how to reach it. One server, Redis 7.0 or newer, without TLS.</summary>
public sealed class RedisOptions
{
    /// <summary>Where the server listens: <c>host:port</c>, <c>host</c> (port 6379) or <c>[::1]:port</c>. Required; holds no secret.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The ACL user. Default null: the server's <c>default</c> user.</summary>
    public string? User { get; set; }

    /// <summary>The password. Default null: none. Never logged.</summary>
    public string? Password { get; set; }

    /// <summary>How long connecting, greeting included, may take. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer to a command (not to a published message: that is the pod's reply deadline) may take; past it the connection counts as stalled. Default 1 s.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest reply in bytes; a longer one closes the connection. Default 64 MB, at least 64 kB.</summary>
    public int MaxReplyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a read waits on the server before it is asked again, when nothing comes. Default 5 s. New streams and entries wake it at once.</summary>
    public TimeSpan ReadBlock { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads <c>host:port</c> or <c>redis://user:password@host:port</c> (user and password percent-encoded, both optional).</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is neither. The message does not repeat it: it may hold a password.</exception>
    public static RedisOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            // A lone user:password@host:port would otherwise end up in Endpoint, which is logged.
            return text.Contains('@', StringComparison.Ordinal)
                ? throw new FormatException("A user and a password need the form redis://user:password@host:port.")
                : Checked(new RedisOptions { Endpoint = text });
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "redis" || uri.PathAndQuery is not ("" or "/" or "/0") || uri.Host.Length == 0)
        {
            throw new FormatException("A Redis address has the form redis://user:password@host:port, database 0, without options. TLS (rediss) is not supported.");
        }

        int colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        string user = Uri.UnescapeDataString(colon < 0 ? uri.UserInfo : uri.UserInfo[..colon]);
        string password = colon < 0 ? "" : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        return Checked(new RedisOptions
        {
            Endpoint = string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{(uri.Port < 0 ? RedisEndpoint.DefaultPort : uri.Port)}"),
            User = user.Length == 0 ? null : user,
            Password = password.Length == 0 ? null : password,
        });
    }

    /// <summary>The endpoint, and whether there is a password; never the password.</summary>
    public override string ToString() => $"redis {(RedisEndpoint.TryParse(Endpoint, out var endpoint) ? endpoint : "(no valid endpoint)")}{(User is null ? "" : $", user {User}")}{(Password is null ? "" : ", with a password")}";

    /// <summary>What is wrong with the options; null if nothing is.</summary>
    internal string? Problem()
    {
        if (!RedisEndpoint.TryParse(Endpoint, out _))
        {
            return "RedisOptions.Endpoint must be host:port, for example 127.0.0.1:6379.";
        }

        if (User is not null && Password is null)
        {
            return "RedisOptions.User needs a Password.";
        }

        if (ConnectTimeout <= TimeSpan.Zero || CommandTimeout <= TimeSpan.Zero || ReadBlock < TimeSpan.FromMilliseconds(1))
        {
            return "RedisOptions: ConnectTimeout, CommandTimeout and ReadBlock must be positive.";
        }

        return MaxReplyBytes < 64 * 1024 ? "RedisOptions.MaxReplyBytes must be at least 65,536." : null;
    }

    private static RedisOptions Checked(RedisOptions options) =>
        options.Problem() is { } problem ? throw new FormatException(problem) : options;
}
