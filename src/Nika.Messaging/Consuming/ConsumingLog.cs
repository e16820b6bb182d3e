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

    [LoggerMessage(1107, LogLevel.Warning, "{Group}: nobody here handles {MessageType}; it is handed back to the others")]
    public static partial void NoHandler(this ILogger logger, string group, string messageType);

    [LoggerMessage(1108, LogLevel.Warning, "An entry on {Stream} could not be read and was passed over: {EntryId}: {Error}")]
    public static partial void PassedOver(this ILogger logger, string stream, string entryId, string error);

    [LoggerMessage(1109, LogLevel.Warning, "{Count} handlers of {Group} were still running when the pod stopped and are cancelled; their messages will be delivered again")]
    public static partial void HandlersLeftRunning(this ILogger logger, int count, string group);

    [LoggerMessage(1110, LogLevel.Warning, "{Handler} has been at {MessageType} {MessageId} ({Stream} {EntryId}) for {Seconds:0.###} s, its limit: it is cancelled, and the attempt has failed")]
    public static partial void HandlerOverdue(this ILogger logger, string handler, string messageType, Guid messageId, string stream, string entryId, double seconds);

    [LoggerMessage(1111, LogLevel.Error, "{Handler} ignores its cancellation: it has been at {MessageType} {MessageId} ({Stream} {EntryId}) for {Seconds:0.###} s and keeps its place")]
    public static partial void HandlerHangs(this ILogger logger, string handler, string messageType, Guid messageId, string stream, string entryId, double seconds);

    [LoggerMessage(1112, LogLevel.Warning, "{Count} entries of {Stream} could not be handed back to {Group}; they are claimed later: {Error}")]
    public static partial void ReleaseFailed(this ILogger logger, int count, string stream, string group, string error);

    [LoggerMessage(1113, LogLevel.Information, "{Consumer} is the active reader of {Group} from now on")]
    public static partial void LeaseTaken(this ILogger logger, string group, string consumer);

    [LoggerMessage(1114, LogLevel.Information, "{Consumer} is no longer the active reader of {Group}")]
    public static partial void LeaseLost(this ILogger logger, string group, string consumer);

    [LoggerMessage(1115, LogLevel.Information, "{Consumer} was removed from {Group} on {Stream}: nothing pending, and silent for {Seconds} s")]
    public static partial void ConsumerReaped(this ILogger logger, string consumer, string group, string stream, double seconds);

    [LoggerMessage(1116, LogLevel.Information, "Following {Stream}: a job was taken")]
    public static partial void JobFollowed(this ILogger logger, string stream);

    [LoggerMessage(1117, LogLevel.Information, "No longer following {Stream}: {Reason}")]
    public static partial void JobForgotten(this ILogger logger, string stream, string reason);

    [LoggerMessage(1118, LogLevel.Warning, "The figures of the groups could not be taken: {Error}")]
    public static partial void FiguresFailed(this ILogger logger, string error);

    [LoggerMessage(1119, LogLevel.Warning, "Whether to read for {Group} cannot be told: the lease {Key} is out of reach: {Error}")]
    public static partial void LeaseFailed(this ILogger logger, string group, string key, string error);
}
