using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Journal;
using Nika.Messaging.Memory;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging.Publishing;

/// <summary>What follows from a write's outcome: the account, a journal line and memory, or the local log.</summary>
internal sealed class WriteOutcomes(Account account, Backlog backlog, JournalWriter? journal, MemoryQueue? memory, IpcMetrics metrics, ILogger logger) : IWriteOutcomes
{
    public void Delivered(in WriteHeader header, in EncodedWrite write)
    {
        if (header.Replay is { } replay)
        {
            Replayed(replay, in write, isMarked: true);
            replay.Replayer?.Answered();
            return;
        }

        if (header.Owner is { } owner)
        {
            owner.Answered(in header, failure: null);
            return;
        }

        account.CountDelivered();
        metrics.Count(header.Descriptor, IpcCounter.Delivered);
        Tell(in header, in write, isReplayed: false);
    }

    /// <summary>A logged message is on the server.</summary>
    /// <param name="item">The message.</param>
    /// <param name="write">What was written.</param>
    /// <param name="isMarked">Whether it is marked as replayed there; otherwise it had been stored the first time.</param>
    public void Replayed(ReplayItem item, in EncodedWrite write, bool isMarked)
    {
        account.CountReplayed();
        metrics.Count(item.Header.Descriptor, IpcCounter.Delivered);
        metrics.Count(item.Header.Descriptor, IpcCounter.Replayed);
        Tell(item.Header, in write, isMarked);
        item.State = ReplayState.Delivered;
    }

    public PublishResult Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        if (header.Replay is { } replay)
        {
            ReplayFailed(replay, in header, failure, reason);
            return new(PublishStatus.Degraded, header.Id, reason);
        }

        if (header.Owner is { } owner)
        {
            owner.Answered(in header, failure);
            return new(PublishStatus.Dropped, header.Id, reason);
        }

        if (backlog.TryAppend(in header, in write, failure, reason, lane))
        {
            account.CountLogged();
            metrics.Count(header.Descriptor, IpcCounter.Degraded);
            return new(PublishStatus.Degraded, header.Id, reason);
        }

        account.CountDropped();
        metrics.Count(header.Descriptor, IpcCounter.Dropped);
        return new(PublishStatus.Dropped, header.Id, $"{reason}; the local log does not take it");
    }

    // It is in the local log still.
    private void ReplayFailed(ReplayItem item, in WriteHeader header, WriteFailure failure, string reason)
    {
        if (failure == WriteFailure.Rejected)
        {
            logger.ReplayRefused(Encoding.UTF8.GetString(item.Key), reason);
            item.State = ReplayState.Left;
        }
        else
        {
            item.After = header.After;
            item.State = failure == WriteFailure.Unknown ? ReplayState.Unknown : ReplayState.Waiting;
            backlog.Returned(item);
        }

        item.Replayer?.Answered();
    }

    private void Tell(in WriteHeader header, in EncodedWrite write, bool isReplayed)
    {
        bool journaled = journal is not null && header.Descriptor.IsJournaled;
        bool remembered = memory is not null && header.MemoryText is not null;
        if (!journaled && !remembered)
        {
            return;
        }

        // The encoder wrote type, NIKA_META and data, in this order.
        var fields = new FieldReader(write.Fields);
        _ = fields.TryNext(out _, out var type);
        _ = fields.TryNext(out _, out var meta);
        _ = fields.TryNext(out _, out var data);
        if (journaled)
        {
            // Ids are ASCII: as many bytes as characters.
            Span<byte> entity = stackalloc byte[IdFormat.MaxLength];
            int length = Encoding.UTF8.GetBytes(header.Entity.Value, entity);
            _ = journal!.Append(type, meta, data, entity[..length], isReplayed);
        }

        if (remembered)
        {
            var reader = new JsonReader(meta);
            if (NikaMeta.TryReadJson(ref reader, out var envelope))
            {
                _ = memory!.TryAdd(header.MemoryText!, in envelope, meta, data);
            }
        }
    }
}
