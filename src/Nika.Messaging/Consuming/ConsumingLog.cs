using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Consuming;

internal static partial class ConsumingLog
{
    [LoggerMessage(1101, LogLevel.Warning, "Dead letter: {Stream} {EntryId} in {Group} after {Deliveries} deliveries: {Error}")]
    public static partial void DeadLettered(this ILogger logger, string stream, string entryId, string group, long deliveries, string error);

    [LoggerMessage(1102, LogLevel.Warning, "{Stream} {EntryId} could not be moved to the dead letters and stays pending: {Error}")]
    public static partial void DeadLetterFailed(this ILogger logger, string stream, string entryId, string error);

    [LoggerMessage(1103, LogLevel.Warning, "{Handler} failed on {MessageType} {MessageId} ({Stream} {EntryId}), delivery {Attempt} of {MaxDeliveries}")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string handler, string messageType, Guid messageId, string stream, string entryId, long attempt, int maxDeliveries);

    [LoggerMessage(1104, LogLevel.Warning, "{Count} entries of {Stream} expired before {Group} had acked them")]
    public static partial void ExpiredUnread(this ILogger logger, int count, string stream, string group);

    [LoggerMessage(1105, LogLevel.Information, "{Group} on {Stream}: {Consumer} took over {Count} entries that were idle")]
    public static partial void Claimed(this ILogger logger, string group, string stream, string consumer, int count);

    [LoggerMessage(1106, LogLevel.Error, "The consumer of {Group} failed and goes on in {DelayMilliseconds} ms")]
    public static partial void ConsumerFailed(this ILogger logger, Exception exception, string group, double delayMilliseconds);

    [LoggerMessage(1107, LogLevel.Warning, "{Group}: nobody here handles {MessageType}; it is left to others")]
    public static partial void NoHandler(this ILogger logger, string group, string messageType);

    [LoggerMessage(1108, LogLevel.Warning, "An entry on {Stream} could not be read and was passed over: {EntryId}: {Error}")]
    public static partial void PassedOver(this ILogger logger, string stream, string entryId, string error);

    [LoggerMessage(1109, LogLevel.Warning, "{Count} handlers of {Group} were still running when the pod stopped; their messages will be delivered again")]
    public static partial void HandlersLeftRunning(this ILogger logger, int count, string group);
}
