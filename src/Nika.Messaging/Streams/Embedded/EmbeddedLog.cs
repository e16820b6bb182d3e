using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams.Embedded;

internal static partial class EmbeddedLog
{
    [LoggerMessage(1120, LogLevel.Error, "{Key} holds a hash, not a stream: its reader waits until it is one")]
    public static partial void NotAStream(this ILogger logger, string key);
}
