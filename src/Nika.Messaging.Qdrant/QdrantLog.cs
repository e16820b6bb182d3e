using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Qdrant;

/// <summary>What this assembly logs: ids 2100 to 2199.</summary>
internal static partial class QdrantLog
{
    [LoggerMessage(2100, LogLevel.Information, "Memory is {Memory}, of vectors of {Dimensions} dimensions by {Embedder}; it has {Points} events")]
    public static partial void Ready(this ILogger logger, string memory, int dimensions, string embedder, long points);

    [LoggerMessage(2101, LogLevel.Information, "The collection of {Memory} was made")]
    public static partial void Created(this ILogger logger, string memory);

    [LoggerMessage(2102, LogLevel.Information, "{Memory} gets an index on {Field} ({Kind}), which takes a while on a large collection")]
    public static partial void Indexing(this ILogger logger, string memory, string field, string kind);

    [LoggerMessage(2103, LogLevel.Warning, "Memory cannot be used at the start: {Reason}. It is tried again when it is needed")]
    public static partial void NotReady(this ILogger logger, string reason);

    [LoggerMessage(2104, LogLevel.Warning, "The API key for {Memory} goes over the network without TLS: use an https address")]
    public static partial void PlainKey(this ILogger logger, string memory);

    [LoggerMessage(2105, LogLevel.Warning, "{Memory} asks to be left alone for {Seconds} s ({Status}), and is. This is said once a minute at most")]
    public static partial void Throttled(this ILogger logger, string memory, double seconds, int status);

    [LoggerMessage(2106, LogLevel.Warning, "{Memory} holds the point {Id}, which is no event and is passed over: {Reason}. Others like it are passed over in silence")]
    public static partial void NoEvent(this ILogger logger, string memory, string id, string reason);

    [LoggerMessage(2107, LogLevel.Debug, "{Memory} has taken {Events} events but not applied them yet ({Status})")]
    public static partial void NotApplied(this ILogger logger, string memory, int events, string status);
}
