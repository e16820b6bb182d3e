using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

internal static partial class ContractLog
{
    [LoggerMessage(1401, LogLevel.Warning, "{Step} of {Job} failed, attempt {Attempt} of {Attempts}: {Reason}")]
    public static partial void StepFailed(this ILogger logger, Exception exception, string step, string job, int attempt, int attempts, string reason);

    [LoggerMessage(1402, LogLevel.Warning, "{Step} of {Job} was done, but not by this pod in the end: {Outcome} {Reason}")]
    public static partial void StepLost(this ILogger logger, string step, string job, ContractOutcome outcome, string? reason);

    [LoggerMessage(1403, LogLevel.Error, "The reader of contracts failed and goes on")]
    public static partial void StepReaderFailed(this ILogger logger, Exception exception);
}
