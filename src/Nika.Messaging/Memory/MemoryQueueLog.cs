using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

/// <summary>What the queue before memory logs: each change of its state once.</summary>
internal static partial class MemoryQueueLog
{
    [LoggerMessage(3000, LogLevel.Warning, "Memory ({Memory}) cannot be written; events wait and are tried again: {Reason}")]
    public static partial void MemoryDegraded(this ILogger logger, string memory, string reason);

    [LoggerMessage(3001, LogLevel.Information, "Memory ({Memory}) is written again after {Failures} failed tries in {Outage}; {Waiting} events wait")]
    public static partial void MemoryRecovered(this ILogger logger, string memory, int failures, TimeSpan outage, long waiting);

    [LoggerMessage(3002, LogLevel.Warning, "The queue before memory ({Memory}) is full with {Waiting} events of {Bytes} bytes: new events are dropped")]
    public static partial void MemoryQueueFull(this ILogger logger, string memory, long waiting, long bytes);

    [LoggerMessage(3003, LogLevel.Information, "The queue before memory ({Memory}) has room again; {Dropped} events were dropped meanwhile")]
    public static partial void MemoryQueueHasRoom(this ILogger logger, string memory, long dropped);

    [LoggerMessage(3004, LogLevel.Warning, "{Lost} events did not reach memory ({Memory}) before the end of the pod")]
    public static partial void MemoryEventsLost(this ILogger logger, string memory, long lost);

    [LoggerMessage(3005, LogLevel.Warning, "The log of events that wait for memory, {Path}, cannot be used: {Reason}. They wait in the queue")]
    public static partial void MemoryLogUnusable(this ILogger logger, string path, string reason);

    [LoggerMessage(3006, LogLevel.Information, "{Logged} events wait for memory ({Memory}) in {Path}: the next run of the pod gives them to it")]
    public static partial void MemoryEventsLeft(this ILogger logger, long logged, string memory, string path);
}
