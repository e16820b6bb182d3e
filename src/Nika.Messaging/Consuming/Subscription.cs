using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>A stream of typed messages for one caller, on a reader of its own: a slow caller slows nobody else.</summary>
internal static class Subscription
{
    private const int ReadCount = 64;

    public static async IAsyncEnumerable<Received<T>> ReadAsync<T>(IStore store, string key, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IStreamMessage<T>
    {
        var reader = store.OpenTail();
        await using var disposal = reader.ConfigureAwait(false);
        reader.Add(key, StreamId.Zero);
        var batch = new EntryBatch();
        var entry = new ReceivedEntry();
        while (true)
        {
            await reader.ReadAsync(batch, ReadCount, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Count; i++)
            {
                entry.CopyFrom(batch[i]);
                if (TryRead<T>(entry, logger) is { } received)
                {
                    yield return received;
                }
            }
        }
    }

    private static Received<T>? TryRead<T>(ReceivedEntry entry, ILogger logger)
        where T : IStreamMessage<T>
    {
        var (key, id) = entry.Identity;
        if (entry.ReadEnvelope() is { } malformed)
        {
            logger.PassedOver(key, id.ToString(), malformed);
            return null;
        }

        var delivery = entry.ToDelivery();
        if (!delivery.Type.SequenceEqual(T.Descriptor.NameUtf8))
        {
            return null;
        }

        if (delivery.TryRead<T>(out var message))
        {
            return new(message, entry.Meta, id);
        }

        logger.PassedOver(key, id.ToString(), delivery.Error.ToString());
        return null;
    }
}
