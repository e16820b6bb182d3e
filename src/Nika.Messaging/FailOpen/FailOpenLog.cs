using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

internal static partial class FailOpenLog
{
    [LoggerMessage(1001, LogLevel.Information, "{Gate} is healthy again after {Seconds:0.0} s")]
    public static partial void GateOpened(this ILogger logger, string gate, double seconds);

    [LoggerMessage(1002, LogLevel.Warning, "{Gate} is degraded: {Reason}. The pod goes on")]
    public static partial void GateClosed(this ILogger logger, string gate, string reason);

    [LoggerMessage(1003, LogLevel.Error, "The local log cannot take messages: they are dropped and counted")]
    public static partial void LocalLogFull(this ILogger logger);
}
