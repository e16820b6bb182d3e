using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// Moves entries that cannot be handled to <c>nika:dlq:{stream}</c>: the entry's own fields, then <c>error</c>, <c>attempts</c> and
/// <c>origin</c>.
/// </summary>
internal sealed class DeadLetters(IStore store, ConsumerCounters counters, ILogger logger)
{
    public const string KeyPrefix = "nika:dlq:";

    // The specification gives none; a week is long enough for people to come back from a holiday weekend.
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    private const int MaxErrorLength = 1000;

    /// <summary>Appends the entry to the dead letters. Ack it only when this has returned true.</summary>
    /// <returns>False if the store is away: the entry stays pending, and is tried again.</returns>
    public async ValueTask<bool> TryAddAsync(ReceivedEntry entry, string group, string consumer, string error, CancellationToken cancellationToken)
    {
        var (key, id) = entry.Identity;
        try
        {
            _ = await store.AppendAsync(KeyPrefix + key, Encode(entry, group, consumer, error), TimeToLive, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            logger.DeadLetterFailed(key, id.ToString(), exception.Message);
            return false;
        }

        counters.CountDeadLettered();
        logger.DeadLettered(key, id.ToString(), group, entry.Deliveries, error);
        return true;
    }

    private static byte[] Encode(ReceivedEntry entry, string group, string consumer, string error)
    {
        var buffer = new Utf8Buffer(entry.Fields.Length + 1024);
        var raw = new Utf8Writer(buffer);
        raw.Raw(entry.Fields);
        raw.Complete();

        var fields = new FieldWriter(buffer);
        fields.Field("error"u8, Encoding.UTF8.GetBytes(error.Length <= MaxErrorLength ? error : error[..MaxErrorLength]));
        fields.Begin("attempts"u8);
        fields.Writer.Int64(entry.Deliveries);
        fields.End();
        fields.Begin("origin"u8);
        fields.Writer.Raw("{\"stream\":"u8);
        fields.Writer.String(entry.Identity.Key);
        fields.Writer.Raw(",\"id\":"u8);
        fields.Writer.String(entry.Identity.Id.ToString());
        fields.Writer.Raw(",\"group\":"u8);
        fields.Writer.String(group);
        fields.Writer.Raw(",\"consumer\":"u8);
        fields.Writer.String(consumer);
        fields.Writer.Raw("}"u8);
        fields.End();
        fields.Complete();
        return buffer.WrittenSpan.ToArray();
    }
}
