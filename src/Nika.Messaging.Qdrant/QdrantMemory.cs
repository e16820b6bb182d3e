using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Qdrant.Filters;
using Nika.Messaging.Qdrant.Http;
using Nika.Messaging.Qdrant.Reading;
using Nika.Messaging.Qdrant.Setup;

namespace Nika.Messaging.Qdrant;

/// <summary>Memory in a collection of a Qdrant server. Many pods use one collection. Safe for use by several threads.</summary>
/// <remarks>
/// An event is a point whose id is the envelope's id and whose payload is <c>type</c>, <c>text</c>, <c>NIKA_META</c> and <c>data</c>. The collection is made or checked by
/// the first call, or by <see cref="PrepareAsync"/>; one that does not fit is refused, and nothing is written to it.
/// </remarks>
public sealed partial class QdrantMemory : IMemory
{
    private readonly QdrantOptions options;
    private readonly QdrantConnection connection;
    private readonly CollectionSetup setup;
    private readonly string path;
    private readonly ILogger logger;
    private volatile bool disposed;
    private int strangerSaid;

    /// <summary>Prepares memory; nothing is sent yet.</summary>
    /// <param name="options">Where and how. Later changes to it have no effect.</param>
    /// <param name="timeProvider">The clock of deadlines and pauses. Default the system's.</param>
    /// <param name="logger">Default none.</param>
    /// <exception cref="ArgumentException">An option is invalid; the message names it and says what is allowed.</exception>
    public QdrantMemory(QdrantOptions options, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindFault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        this.options = options.Copy();
        this.logger = logger ?? NullLogger.Instance;
        var address = this.options.ParseAddress()!;
        Description = $"qdrant {address.AbsoluteUri}{this.options.Collection}";
        path = $"collections/{this.options.Collection}";
        connection = new QdrantConnection(this.options, Description, timeProvider ?? TimeProvider.System, this.logger);
        setup = new CollectionSetup(connection, this.options, Description, this.logger);
        if (this.options.ApiKey is not null && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            this.logger.PlainKey(Description);
        }
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>Makes the collection, or checks the one that is there, without waiting for the first call to need it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">It cannot be used: away, or of another size, distance or embedder. The message says which, and what can be done.</exception>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        _ = await setup.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins to prepare; what goes wrong is logged, and tried again by whoever needs it.</summary>
    internal void PrepareInBackground() => _ = Task.Run(async () =>
    {
        try
        {
            await PrepareAsync().ConfigureAwait(false);
        }
        catch (MemoryUnavailableException exception)
        {
            logger.NotReady(exception.Message);
        }
        catch (ObjectDisposedException)
        {
            // The pod has ended meanwhile.
        }
    });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        List<MemoryEvent> found = [];
        foreach (var chunk in ids.Distinct().Chunk(options.PageSize))
        {
            found.AddRange(await AskAsync(HttpMethod.Post, "/points", "points", (_, body) => Requests.WriteGet(chunk, body), points => ReadEvents(points, null), cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return await AskAsync(
            HttpMethod.Post,
            "/points/count",
            "a count",
            (_, body) => Requests.WriteCount(filter, body),
            static result => result.GetProperty("count"u8).GetInt64(),
            cancellationToken,
            filter).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A facet needs an index on its field; the first one on a field without makes it, and waits.</remarks>
    public async ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        MemoryArguments.CheckFacet(field, limit);
        return await AskAsync(
            HttpMethod.Post,
            "/facet",
            "the counts of a facet",
            (_, body) => Requests.WriteFacet(field, filter, limit, body),
            result => FacetReader.Read(result, field.Kind),
            cancellationToken,
            filter,
            field).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MemoryEvent> ScrollAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return order is MemoryOrder.NewestFirst or MemoryOrder.OldestFirst
            ? ReadPagesAsync(filter, order, cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order.");
    }

    /// <inheritdoc/>
    public async ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default) =>
        new(filter, await CountAsync(filter, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    /// <remarks>The server does not say how many it deletes, so they are counted immediately before.</remarks>
    public async ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long count = await CountAsync(plan.Filter, cancellationToken).ConfigureAwait(false);
        _ = await AskAsync(
            HttpMethod.Post,
            "/points/delete?wait=true",
            "the state of a deletion",
            (_, body) => Requests.WriteDelete(plan.Filter, body),
            Requests.ReadStatus,
            cancellationToken,
            plan.Filter).ConfigureAwait(false);
        return count;
    }

    /// <summary>Ends its connections. Calls that still wait fail.</summary>
    public ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            connection.Dispose();
            setup.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<MemoryEvent> ReadPagesAsync(MemoryFilter filter, MemoryOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = new ScrollPosition(order);
        int pageSize = options.PageSize;
        while (true)
        {
            List<MemoryEvent> page;
            int points = 0;
            int asked = 0;
            try
            {
                page = await AskAsync(
                    HttpMethod.Post,
                    "/points/scroll",
                    "a page of points",
                    (collection, body) => Requests.WriteScroll(filter, position, asked = Math.Min(pageSize, collection.PageSize), body),
                    result =>
                    {
                        var given = result.GetProperty("points"u8);
                        points = given.GetArrayLength();
                        return ReadEvents(given, position);
                    },
                    cancellationToken,
                    filter).ConfigureAwait(false);
            }
            catch (MemoryUnavailableException exception) when (exception.InnerException is ReplyTooLongException && asked > 1)
            {
                // These events are long ones.
                pageSize = asked / 2;
                continue;
            }

            foreach (var found in page)
            {
                yield return found;
            }

            if (points < asked)
            {
                yield break;
            }
        }
    }

    private List<MemoryEvent> ReadEvents(JsonElement points, ScrollPosition? position)
    {
        var events = new List<MemoryEvent>(points.GetArrayLength());
        foreach (var point in points.EnumerateArray())
        {
            if (Read(point) is { } found)
            {
                events.Add(found);
                position?.Passed(point, found);
            }
            else
            {
                position?.Passed(point, null);
            }
        }

        return events;
    }

    /// <summary>The event that a point is; null for somebody else's point, which is said once.</summary>
    private MemoryEvent? Read(JsonElement point)
    {
        if (!EventReader.TryRead(point, out var found, out string? error) && Interlocked.Exchange(ref strangerSaid, 1) == 0)
        {
            logger.NoEvent(Description, EventReader.IdOf(point), error);
        }

        return found;
    }

    /// <summary>Asks about the collection, which is made, checked and indexed for it as needed; once more if it has changed behind our back.</summary>
    private async ValueTask<T> AskAsync<T>(
        HttpMethod method,
        string target,
        string expected,
        Action<CollectionState, Utf8Buffer> write,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken,
        MemoryFilter? filter = null,
        MemoryField? facet = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        for (bool isSecondTry = false; ; isSecondTry = true)
        {
            var collection = await setup.EnsureAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await IndexAsync(collection, filter, facet, cancellationToken).ConfigureAwait(false);
                return await connection.ExchangeAsync(method, path + target, expected, body => write(collection, body), read, cancellationToken).ConfigureAwait(false);
            }
            catch (QdrantFaultException exception)
            {
                // Gone, or its limits are others than they were: looked at again, by this call or the next.
                setup.Forget(collection);
                if (isSecondTry || exception.Status == HttpStatusCode.RequestEntityTooLarge)
                {
                    throw new MemoryUnavailableException(exception.Message, exception);
                }
            }
            catch (ReplyTooLongException exception)
            {
                throw new MemoryUnavailableException(exception.Message, exception);
            }
        }
    }

    private async ValueTask IndexAsync(CollectionState collection, MemoryFilter? filter, MemoryField? facet, CancellationToken cancellationToken)
    {
        HashSet<PayloadField> fields = [];
        if (facet is not null)
        {
            fields.Add(PayloadField.Of(facet));
        }

        if (filter is not null && collection.NeedsIndexes)
        {
            FilterWriter.AddFields(filter, fields);
        }

        foreach (var field in fields)
        {
            await setup.IndexAsync(collection, field, cancellationToken).ConfigureAwait(false);
        }
    }
}
