using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>Keeps what a host logs.</summary>
internal sealed class LoggedLines : ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<(int Id, string Text)> lines = new();

    /// <summary>All of it, exceptions included.</summary>
    public IEnumerable<string> All => lines.Select(static line => line.Text);

    /// <summary>The one line with that event id.</summary>
    public string Single(int id) => Assert.Single(lines, line => line.Id == id).Text;

    /// <summary>How many lines have that event id.</summary>
    public int Count(int id) => lines.Count(line => line.Id == id);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This is the one.");

    public ILogger CreateLogger(string categoryName) => new Logger(lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(int Id, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Id, formatter(state, exception) + exception));
    }
}
