using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Asking;

internal static partial class AskingLog
{
    [LoggerMessage(1301, LogLevel.Warning, "The reply to {RequestId} on {Stream} was refused, and the asker gets an error: {Error}")]
    public static partial void ReplyRefused(this ILogger logger, Guid requestId, string stream, string error);
}
