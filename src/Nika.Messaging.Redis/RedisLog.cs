using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Redis;

/// <summary>What this assembly logs: ids 2000 to 2099.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(2000, LogLevel.Information, "Connected to {Endpoint} for {Use} (Redis {Version}, RESP{Protocol})")]
    public static partial void Connected(this ILogger logger, string endpoint, string use, string version, int protocol);

    [LoggerMessage(2001, LogLevel.Warning, "{Endpoint} is lost for {Use}: {Reason}. Reconnecting in the background")]
    public static partial void ConnectionLost(this ILogger logger, string endpoint, string use, string reason);

    [LoggerMessage(2002, LogLevel.Error, "{Endpoint} cannot be used for {Use}: {Reason}. This is a matter of configuration and does not pass by itself; the pod goes on without it")]
    public static partial void ConfigurationFault(this ILogger logger, string endpoint, string use, string reason);

    [LoggerMessage(2003, LogLevel.Error, "The key '{Key}' is set aside for {Seconds} s: {Reason}. Everything else goes on")]
    public static partial void KeySetAside(this ILogger logger, string key, double seconds, string reason);

    [LoggerMessage(2004, LogLevel.Error, "The expiry of keys just written was refused: {Reason}. Keys without expiry grow for ever: the user needs EVAL, TYPE, PTTL and PEXPIRE")]
    public static partial void ExpiryRefused(this ILogger logger, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "The group '{Group}' of '{Key}' was gone and is created again after {Id}")]
    public static partial void GroupRecreated(this ILogger logger, string group, string key, string id);

    [LoggerMessage(2006, LogLevel.Warning, "CLIENT UNBLOCK is refused ({Reason}): streams added to a waiting reader take up to {Milliseconds} ms to be read")]
    public static partial void UnblockRefused(this ILogger logger, string reason, double milliseconds);

    [LoggerMessage(2007, LogLevel.Warning, "CLIENT KILL of the lost connection is refused ({Reason}): its last writes may be stored after the reconnect")]
    public static partial void KillRefused(this ILogger logger, string reason);

    [LoggerMessage(2009, LogLevel.Error, "Writing to Redis failed inside the pod; the connection is made anew")]
    public static partial void WriterFault(this ILogger logger, Exception exception);

    [LoggerMessage(2010, LogLevel.Error, "Commands to Redis failed inside the pod; the connection is made anew")]
    public static partial void CommandFault(this ILogger logger, Exception exception);

    [LoggerMessage(2008, LogLevel.Warning, "A read of {Use} is refused: {Reason}. It is tried again with growing pauses")]
    public static partial void ReadRefused(this ILogger logger, string use, string reason);
}
