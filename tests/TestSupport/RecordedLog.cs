using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.TestSupport;

/// <summary>Keeps what was logged.</summary>
public sealed class RecordedLog : ILogger, ILoggerFactory
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> lines = new();

    public IEnumerable<(LogLevel Level, int Id, string Text)> All => lines;

    public int Count(int id) => lines.Count(line => line.Id == id);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((logLevel, eventId.Id, formatter(state, exception) + exception));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
