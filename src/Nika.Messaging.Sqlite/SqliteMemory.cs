using Microsoft.Data.Sqlite;
using Nika.Messaging.Sqlite.Storage;

namespace Nika.Messaging.Sqlite;

/// <summary>
/// Memory in a local SQLite file. Several processes may use one file at a time; each has its own instance. Safe for use by several threads.
/// </summary>
/// <remarks>
/// SQLite's calls block, so they run on the thread pool, one at a time: a caller that must wait for its turn holds no thread,
/// and one instance never holds more than one. The file is opened, and its schema brought up to date, by the first call. A call that
/// fails leaves the instance usable: after a failure of the file itself the next call opens it anew.
/// </remarks>
public sealed class SqliteMemory : IMemory
{
    private readonly SqliteMemoryOptions options;
    private readonly string path;
    private readonly SemaphoreSlim turn = new(1, 1);
    private EventDatabase? database;
    private bool disposed;

    /// <summary>Prepares memory; no file is touched yet.</summary>
    /// <param name="options">Where and how. Later changes to it have no effect.</param>
    /// <exception cref="ArgumentException">An option is invalid; the message names it and says what is allowed.</exception>
    public SqliteMemory(SqliteMemoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindFault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        this.options = new SqliteMemoryOptions
        {
            Path = options.Path,
            BusyTimeout = options.BusyTimeout,
            MaxPageCount = options.MaxPageCount,
        };
        path = Path.GetFullPath(options.Path);
        Description = $"sqlite {options.Path}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    /// <remarks>All of them or none: they are one transaction. An event that is there already stays as it is.</remarks>
    public async ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count > 0)
        {
            await TakeTurnAsync(static (open, batch, cancellation) => open.Insert(batch, cancellation), events, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return await TakeTurnAsync(static (open, which, cancellation) => open.Count(which, cancellation), filter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the call that has its turn, then closes the file. Calls that still wait get an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!disposed)
            {
                disposed = true;

                // Closing writes the log back into the file: blocking work too.
                await Task.Run(Close).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<long> TakeTurnAsync<TArgument>(Func<EventDatabase, TArgument, CancellationToken, long> work, TArgument argument, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return await Task.Run(() => Work(work, argument, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private long Work<TArgument>(Func<EventDatabase, TArgument, CancellationToken, long> work, TArgument argument, CancellationToken cancellationToken)
    {
        try
        {
            database ??= EventDatabase.Open(path, options, cancellationToken);
            return work(database, argument, cancellationToken);
        }
        catch (SqliteException exception)
        {
            if (SqliteFault.IsOfTheFile(exception))
            {
                Close();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteFault.Explain(exception, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MemoryUnavailableException($"The directory of the memory file '{options.Path}' cannot be made: {exception.Message}", exception);
        }
    }

    private void Close()
    {
        database?.Dispose();
        database = null;
    }
}
