using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Tests.Memory;

/// <summary>Keeps what is logged: "Warning 3000: text".</summary>
internal sealed class LogLines : ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string[] All => [.. lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)}");
}
