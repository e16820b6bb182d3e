using System.Runtime.CompilerServices;
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
    // How many events a page of ScrollAsync has.
    private const int PageSize = 256;

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
            Embedder = options.Embedder,
            MaxPageCount = options.MaxPageCount,
        };
        path = Path.GetFullPath(options.Path);
        Description = $"sqlite {options.Path}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    /// <remarks>All of them or none: they are one transaction. An event that is there already stays as it is, but gets its vector if it has none.</remarks>
    public async ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return;
        }

        var vectors = await VectorsOfAsync(events, cancellationToken).ConfigureAwait(false);
        string embedder = options.Embedder?.Name ?? "";
        await TakeTurnAsync((open, cancellation) => open.Insert(events, vectors, embedder, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return await TakeTurnAsync((open, cancellation) => open.Get(ids, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return await TakeTurnAsync((open, cancellation) => open.Count(filter, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        MemoryArguments.CheckFacet(field, limit);
        return await TakeTurnAsync((open, cancellation) => open.Facet(field, filter, limit, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MemoryEvent> ScrollAsync(
        MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ScrollPosition? last = null;
        do
        {
            var after = last;
            var page = await TakeTurnAsync((open, cancellation) => open.Scroll(filter, order, after, PageSize, cancellation), cancellationToken).ConfigureAwait(false);
            foreach (var remembered in page.Events)
            {
                yield return remembered;
            }

            last = page.Events.Count == PageSize ? page.Last : null;
        }
        while (last is not null);
    }

    /// <inheritdoc/>
    /// <remarks>By words and, with an embedder, by meaning: the two rankings are put together by reciprocal rank.</remarks>
    public async ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(
        string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default)
    {
        MemoryArguments.CheckRecall(text, limit, threshold);
        ReadOnlyMemory<float> vector = default;
        if (options.Embedder is { } embedder)
        {
            vector = (await embedder.EmbedAsync([text], cancellationToken).ConfigureAwait(false))[0];
        }

        string? words = WordQuery.Of(text);
        return vector.IsEmpty && words is null
            ? []
            : await TakeTurnAsync(
                (open, cancellation) => open.Recall(vector, options.Embedder?.Name, words, filter ?? MemoryFilter.All, limit, threshold, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(
        ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default)
    {
        MemoryArguments.CheckRecall(limit, threshold);
        var normalized = MemoryEmbedder.Normalized(vector.Span);
        return await TakeTurnAsync(
            (open, cancellation) => open.Recall(normalized, null, null, filter ?? MemoryFilter.All, limit, threshold, cancellation), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default) =>
        new(filter, await CountAsync(filter, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    /// <remarks>All of them or none: they are one transaction.</remarks>
    public async ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return await TakeTurnAsync((open, cancellation) => open.Forget(plan.Filter, cancellation), cancellationToken).ConfigureAwait(false);
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

    // A vector of length 1 for each, empty where there is none to be had.
    private async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> VectorsOfAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken)
    {
        var vectors = new ReadOnlyMemory<float>[events.Count];
        var without = new List<int>();
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].Vector.IsEmpty)
            {
                without.Add(i);
            }
            else
            {
                vectors[i] = MemoryEmbedder.Normalized(events[i].Vector.Span);
            }
        }

        if (options.Embedder is { } embedder && without.Count > 0)
        {
            var made = await embedder.EmbedAsync([.. without.Select(i => events[i].Text)], cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < without.Count; i++)
            {
                vectors[without[i]] = made[i];
            }
        }

        return vectors;
    }

    private async Task<TResult> TakeTurnAsync<TResult>(Func<EventDatabase, CancellationToken, TResult> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return await Task.Run(() => Work(work, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private TResult Work<TResult>(Func<EventDatabase, CancellationToken, TResult> work, CancellationToken cancellationToken)
    {
        try
        {
            database ??= EventDatabase.Open(path, options, cancellationToken);
            return work(database, cancellationToken);
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
