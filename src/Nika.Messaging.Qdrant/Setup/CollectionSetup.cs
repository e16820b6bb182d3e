using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Qdrant.Filters;
using Nika.Messaging.Qdrant.Http;

namespace Nika.Messaging.Qdrant.Setup;

/// <summary>
/// Makes the collection, or checks the one that is there: the size of its vectors, how they are compared, who made them, and its payload indexes. Once, and again when
/// something speaks for it having changed.
/// </summary>
internal sealed class CollectionSetup : IDisposable
{
    private const string Cosine = "Cosine";

    // What questions about events are about; the rest of the envelope is indexed when it is first needed.
    private static readonly MemoryField[] EnvelopeFields =
    [
        Meta.Time, Meta.Type, Meta.Domain, Meta.Intent, Meta.Status, Meta.EntityKind, Meta.EntityId, Meta.RootId, Meta.JobId, Meta.SessionId, Meta.Pod, Meta.Role, Meta.Tags,
    ];

    private readonly QdrantConnection connection;
    private readonly QdrantOptions options;
    private readonly PayloadField[] indexedFields;
    private readonly string description;
    private readonly string path;
    private readonly ILogger logger;
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile CollectionState? ready;

    /// <summary>Prepares; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">A field that is to be indexed cannot be named.</exception>
    public CollectionSetup(QdrantConnection connection, QdrantOptions options, string description, ILogger logger)
    {
        this.connection = connection;
        this.options = options;
        this.description = description;
        this.logger = logger;
        path = $"collections/{options.Collection}";
        indexedFields = [.. EnvelopeFields.Concat(options.IndexedFields).Select(PayloadField.Of).Distinct()];
    }

    // Without an embedder events bring vectors of whoever made them, and that much is recorded.
    private string EmbedderName => options.Embedder?.Name ?? "none";

    /// <summary>The collection, made or checked if that has not been done.</summary>
    /// <exception cref="MemoryUnavailableException">It cannot be used: the message says why, and what can be done.</exception>
    public async ValueTask<CollectionState> EnsureAsync(CancellationToken cancellationToken)
    {
        if (ready is { } known)
        {
            return known;
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return ready ??= await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is QdrantFaultException or ReplyTooLongException)
        {
            throw new MemoryUnavailableException(exception.Message, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Looks at the collection again before it is next used.</summary>
    /// <param name="stale">What was known; something newer stays.</param>
    public void Forget(CollectionState stale)
    {
        if (ready == stale)
        {
            ready = null;
        }
    }

    /// <summary>Sees to the index of a field, and waits until it is there.</summary>
    public async ValueTask IndexAsync(CollectionState state, PayloadField field, CancellationToken cancellationToken)
    {
        if (state.Indexes.TryGetValue(field.Key, out string? kind))
        {
            // One of another kind is somebody's choice: the server will say if it does not do.
            return;
        }

        logger.Indexing(description, field.Key, field.Index);
        await SendAsync(HttpMethod.Put, $"{path}/index?wait=true", "a created index", body => WriteIndex(field, body), static _ => true, cancellationToken).ConfigureAwait(false);
        state.Indexes[field.Key] = field.Index;
    }

    public void Dispose() => turn.Dispose();

    private static void WriteIndex(PayloadField field, Utf8Buffer body)
    {
        var writer = new Utf8Writer(body);
        writer.Raw("{\"field_name\":"u8);
        writer.String(field.Key);
        writer.Raw(",\"field_schema\":"u8);
        if (field == PayloadField.Time)
        {
            // The server lays points out by it.
            writer.Raw("{\"type\":\"datetime\",\"is_principal\":true}"u8);
        }
        else
        {
            writer.String(field.Index);
        }

        writer.Raw("}"u8);
        writer.Complete();
    }

    private async ValueTask<CollectionState> PrepareAsync(CancellationToken cancellationToken)
    {
        var found = await DescribeAsync(cancellationToken).ConfigureAwait(false);
        int dimensions = await DimensionsAsync(cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            await CreateAsync(dimensions, cancellationToken).ConfigureAwait(false);
            found = await DescribeAsync(cancellationToken).ConfigureAwait(false) ?? throw new MemoryUnavailableException($"{description} was made and is gone again.");
        }

        Check(found, dimensions);
        if (found.Embedder is null)
        {
            await RecordAsync(found, cancellationToken).ConfigureAwait(false);
        }

        var state = new CollectionState(
            dimensions,
            Math.Min(options.MaxBatchEvents, found.MaxUpsert ?? int.MaxValue),
            Math.Min(options.PageSize, found.MaxLimit ?? int.MaxValue),
            found.NeedsIndexes)
        {
            Indexes = new ConcurrentDictionary<string, string>(found.Indexes, StringComparer.Ordinal),
        };
        foreach (var field in indexedFields)
        {
            if (state.Indexes.TryGetValue(field.Key, out string? kind) && !field.IsServedBy(kind))
            {
                throw new MemoryUnavailableException($"{description} has an index of the kind {kind} on {field.Key}, where {field.Index} is needed. Delete that index, or name another collection.");
            }

            await IndexAsync(state, field, cancellationToken).ConfigureAwait(false);
        }

        logger.Ready(description, dimensions, EmbedderName, found.Points ?? 0);
        return state;
    }

    private void Check(CollectionDescription found, int dimensions)
    {
        if (found.Dimensions is not { } size)
        {
            throw new MemoryUnavailableException($"{description} is not a collection with one unnamed vector, so this library did not make it. Name another collection.");
        }

        if (size != dimensions)
        {
            throw new MemoryUnavailableException($"{description} keeps vectors of {size} dimensions, but those of '{EmbedderName}' have {dimensions}. Use the embedder it was made with, or name another collection.");
        }

        if (found.Distance != Cosine)
        {
            throw new MemoryUnavailableException($"{description} compares vectors by the distance {found.Distance}, not {Cosine}. Name another collection.");
        }

        if (found.Embedder is { } embedder && embedder != EmbedderName)
        {
            throw new MemoryUnavailableException($"{description} holds vectors made by '{embedder}', which cannot be compared with those of '{EmbedderName}'. Use that embedder, or name another collection.");
        }
    }

    /// <summary>The collection as it is; null if it is absent.</summary>
    private async ValueTask<CollectionDescription?> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, "a collection", null, CollectionDescription.Read, cancellationToken).ConfigureAwait(false);
        }
        catch (QdrantFaultException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async ValueTask<int> DimensionsAsync(CancellationToken cancellationToken)
    {
        if ((options.Embedder?.Dimensions ?? options.Dimensions) is { } known)
        {
            return known;
        }

        var vectors = await options.Embedder!.EmbedAsync(["How many dimensions?"], cancellationToken).ConfigureAwait(false);
        return vectors[0].Length > 0
            ? vectors[0].Length
            : throw new MemoryUnavailableException($"The embedder {EmbedderName} does not say how many dimensions its vectors have; set {nameof(QdrantOptions)}.{nameof(QdrantOptions.Dimensions)}.");
    }

    private async ValueTask CreateAsync(int dimensions, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Put, path, "a created collection", WriteCreation, static _ => true, cancellationToken).ConfigureAwait(false);
            logger.Created(description);
        }
        catch (QdrantFaultException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            // Another pod was faster; what it made is looked at like any other.
        }

        void WriteCreation(Utf8Buffer body)
        {
            var writer = new Utf8Writer(body);
            writer.Raw("{\"vectors\":{\"size\":"u8);
            writer.Int64(dimensions);
            writer.Raw(",\"distance\":\"Cosine\"},\"on_disk_payload\":true,\"metadata\":"u8);
            WriteRecord(ref writer);
            writer.Raw("}"u8);
            writer.Complete();
        }
    }

    /// <summary>Records the embedder in a collection that has no record, which is only true to it while it is empty.</summary>
    private async ValueTask RecordAsync(CollectionDescription found, CancellationToken cancellationToken)
    {
        if (found.Points != 0)
        {
            throw new MemoryUnavailableException($"{description} holds points, but no record of what made their vectors, so this library did not make it. Name another collection.");
        }

        await SendAsync(HttpMethod.Patch, path, "an updated collection", WriteChange, static _ => true, cancellationToken).ConfigureAwait(false);
        var recorded = await DescribeAsync(cancellationToken).ConfigureAwait(false);
        if (recorded?.Embedder is null)
        {
            throw new MemoryUnavailableException($"{description} keeps no metadata, so it cannot record what made its vectors. Qdrant 1.16 or newer is needed.");
        }

        Check(recorded, recorded.Dimensions ?? 0);

        void WriteChange(Utf8Buffer body)
        {
            var writer = new Utf8Writer(body);
            writer.Raw("{\"metadata\":"u8);
            WriteRecord(ref writer);
            writer.Raw("}"u8);
            writer.Complete();
        }
    }

    private void WriteRecord(ref Utf8Writer writer)
    {
        writer.Raw("{\"nika_messaging\":{\"format\":1,\"embedder\":"u8);
        writer.String(EmbedderName);
        writer.Raw("}}"u8);
    }

    private ValueTask<T> SendAsync<T>(HttpMethod method, string target, string expected, Action<Utf8Buffer>? write, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        connection.ExchangeAsync(method, target, expected, write, read, cancellationToken);
}
