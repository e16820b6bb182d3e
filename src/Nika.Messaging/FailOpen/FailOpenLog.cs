using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

internal static partial class FailOpenLog
{
    [LoggerMessage(1001, LogLevel.Information, "{Gate} is healthy again after {Seconds:0.0} s")]
    public static partial void GateOpened(this ILogger logger, string gate, double seconds);

    [LoggerMessage(1002, LogLevel.Warning, "{Gate} is degraded: {Reason}. The pod goes on")]
    public static partial void GateClosed(this ILogger logger, string gate, string reason);

    [LoggerMessage(1004, LogLevel.Error, "{Path} belongs to another process that runs under the same pod name: messages are appended to it, and not replayed from here. Give each pod a name of its own")]
    public static partial void LocalLogShared(this ILogger logger, string path);

    [LoggerMessage(1005, LogLevel.Error, "Part {Number} of {Path} was deleted for its room, with {Messages} messages that are nowhere else")]
    public static partial void LocalLogDiscarded(this ILogger logger, long number, string path, int messages);

    [LoggerMessage(1006, LogLevel.Warning, "{Path} is done with and could not be deleted: {Reason}")]
    public static partial void LocalLogKept(this ILogger logger, string path, string reason);

    [LoggerMessage(1007, LogLevel.Information, "Replaying the local log {Path}")]
    public static partial void ReplayStarted(this ILogger logger, string path);

    [LoggerMessage(1008, LogLevel.Information, "The local log is replayed: {Replayed} messages sent again, {Found} found on the server, {Expired} past their time to live, {Left} left in it")]
    public static partial void ReplayFinished(this ILogger logger, long replayed, long found, long expired, long left);

    [LoggerMessage(1009, LogLevel.Error, "The replay failed and is tried again in {Seconds:0.0} s")]
    public static partial void ReplayFailed(this ILogger logger, Exception exception, double seconds);

    [LoggerMessage(1010, LogLevel.Warning, "The line at {Offset} of part {Number} of the local log cannot be read and is left there: {Fault}")]
    public static partial void ReplayUnreadable(this ILogger logger, long offset, long number, string fault);

    [LoggerMessage(1011, LogLevel.Warning, "The store refused to take {Key} in replay; the message stays in the local log: {Reason}")]
    public static partial void ReplayRefused(this ILogger logger, string key, string reason);

    [LoggerMessage(1012, LogLevel.Warning, "How far the replay has come cannot be written down: {Reason}")]
    public static partial void CheckpointFailed(this ILogger logger, string reason);
}
