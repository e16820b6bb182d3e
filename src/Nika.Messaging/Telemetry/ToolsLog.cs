using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

internal static partial class ToolsLog
{
    [LoggerMessage(1601, LogLevel.Warning, "A tool call is not recorded: {Fault} Others like it are counted in silence")]
    public static partial void ToolRefused(this ILogger logger, string fault);
}
