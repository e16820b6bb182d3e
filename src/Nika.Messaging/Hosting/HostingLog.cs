using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1201, LogLevel.Information, "Pod {Pod} (session {Session}) started on {Store}; memory: {Memory}; bus: {Bus}; local log: {LocalLog}; handlers: {Handlers}")]
    public static partial void Started(this ILogger logger, string pod, string session, string store, string memory, string bus, string localLog, string handlers);

    [LoggerMessage(1202, LogLevel.Information, "Pod {Pod} stopped: {Published} published = {Delivered} delivered + {Logged} in the local log + {Dropped} dropped; {Handled} handled")]
    public static partial void Stopped(this ILogger logger, string pod, long published, long delivered, long logged, long dropped, long handled);
}
