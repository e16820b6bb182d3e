using System.Text.Json;
using Nika.Messaging.Qdrant.Writing;

namespace Nika.Messaging.Qdrant;

/// <content>What has to do with vectors: remembering and recalling.</content>
public sealed partial class QdrantMemory
{
    /// <inheritdoc/>
    /// <remarks>In requests bounded by events and bytes. An event that is there already stays as it is.</remarks>
    public async ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (events.Count == 0)
        {
            return;
        }

        var collection = await setup.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var vectors = await VectorsOfAsync(events, collection.Dimensions, cancellationToken).ConfigureAwait(false);
        string target = options.WaitUntilVisible ? "/points?wait=true" : "/points?wait=false";
        int done = 0;
        while (done < events.Count)
        {
            int start = done;
            int written = 0;
            string status = await AskAsync(
                HttpMethod.Put,
                target,
                "the state of a write",
                (current, body) => written = UpsertEncoder.Write(events, vectors, start, current.MaxBatchEvents, options.MaxBatchBytes, body),
                Requests.ReadStatus,
                cancellationToken).ConfigureAwait(false);
            if (options.WaitUntilVisible && status != Requests.Completed)
            {
                // It is in the server's log and will be applied: nothing is gained by sending it again.
                logger.NotApplied(Description, written, status);
            }

            done += written;
        }
    }

    /// <inheritdoc/>
    /// <remarks>By meaning alone: the vectors are the embedder's, and so is what they make of words.</remarks>
    /// <exception cref="InvalidOperationException">This memory has no embedder.</exception>
    public async ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default)
    {
        MemoryArguments.CheckRecall(text, limit, threshold);
        var embedder = options.Embedder ?? throw new InvalidOperationException($"This memory has no embedder: set {nameof(QdrantOptions)}.{nameof(QdrantOptions.Embedder)}, or recall by a vector.");
        var vectors = await embedder.EmbedAsync([text], cancellationToken).ConfigureAwait(false);

        // A text that says nothing to the embedder is near to nothing.
        return vectors[0].IsEmpty ? [] : await QueryAsync(vectors[0], filter ?? MemoryFilter.All, limit, threshold, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default)
    {
        MemoryArguments.CheckRecall(limit, threshold);
        var normalized = MemoryEmbedder.Normalized(vector.Span);
        var collection = await setup.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return vector.Length == collection.Dimensions
            ? await QueryAsync(normalized, filter ?? MemoryFilter.All, limit, threshold, cancellationToken).ConfigureAwait(false)
            : throw new ArgumentException($"The vector has {vector.Length} dimensions, those in memory have {collection.Dimensions}.", nameof(vector));
    }

    private async ValueTask<IReadOnlyList<RecalledEvent>> QueryAsync(ReadOnlyMemory<float> vector, MemoryFilter filter, int limit, double? threshold, CancellationToken cancellationToken) =>
        await AskAsync(
            HttpMethod.Post,
            "/points/query",
            "scored points",
            (_, body) => Requests.WriteQuery(vector.Span, filter, limit, threshold, body),
            ReadScored,
            cancellationToken,
            filter).ConfigureAwait(false);

    private List<RecalledEvent> ReadScored(JsonElement result)
    {
        var points = result.GetProperty("points"u8);
        var recalled = new List<RecalledEvent>(points.GetArrayLength());
        foreach (var point in points.EnumerateArray())
        {
            if (Read(point) is { } found)
            {
                // Vectors are compared in single precision, which may end a hair beyond 1.
                double similarity = Math.Clamp(point.GetProperty("score"u8).GetDouble(), -1, 1);
                recalled.Add(new RecalledEvent(found, similarity, similarity));
            }
        }

        return recalled;
    }

    /// <summary>A vector for each event, as it came or made now; empty for one whose text says nothing.</summary>
    private async ValueTask<ReadOnlyMemory<float>[]> VectorsOfAsync(IReadOnlyList<MemoryEvent> events, int dimensions, CancellationToken cancellationToken)
    {
        var vectors = new ReadOnlyMemory<float>[events.Count];
        List<string> texts = [];
        List<int> places = [];
        for (int i = 0; i < events.Count; i++)
        {
            var given = events[i] ?? throw new ArgumentException("An event is null.", nameof(events));
            if (!given.Vector.IsEmpty)
            {
                vectors[i] = given.Vector.Length == dimensions
                    ? MemoryEmbedder.Normalized(given.Vector.Span)
                    : throw new ArgumentException($"The vector of the event {given.Id} has {given.Vector.Length} dimensions, those in memory have {dimensions}.", nameof(events));
            }
            else if (options.Embedder is not null)
            {
                texts.Add(given.Text);
                places.Add(i);
            }
        }

        if (texts.Count > 0)
        {
            var made = await options.Embedder!.EmbedAsync(texts, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < places.Count; i++)
            {
                vectors[places[i]] = made[i].IsEmpty || made[i].Length == dimensions
                    ? made[i]
                    : throw new MemoryUnavailableException($"The embedder {options.Embedder.Name} made a vector of {made[i].Length} dimensions, those in memory have {dimensions}.");
            }
        }

        return vectors;
    }
}
