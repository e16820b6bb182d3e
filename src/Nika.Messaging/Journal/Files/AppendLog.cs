using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Journal.Files;

internal static partial class AppendLog
{
    [LoggerMessage(1501, LogLevel.Error, "The {Queue} is full: {Reason}. New lines are lost and counted")]
    public static partial void Overflowed(this ILogger logger, string queue, string reason);

    [LoggerMessage(1502, LogLevel.Warning, "The {Queue} takes lines again; {Lost} are lost so far")]
    public static partial void OverflowEnded(this ILogger logger, string queue, long lost);

    [LoggerMessage(1503, LogLevel.Warning, "{Path} is due for rotation and could not be renamed: {Reason}. It grows on")]
    public static partial void RotationFailed(this ILogger logger, string path, string reason);

    [LoggerMessage(1504, LogLevel.Error, "The {Queue} was closed with {Lines} lines that the disk had not taken: {Reason}")]
    public static partial void ClosedWithLoss(this ILogger logger, string queue, long lines, string reason);
}
