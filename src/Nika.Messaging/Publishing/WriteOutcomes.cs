using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.Memory;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Publishing;

/// <summary>What follows from a write's outcome: the account, a journal line and memory, or the local log.</summary>
internal sealed class WriteOutcomes(Account account, LocalLog localLog, JournalWriter? journal, MemoryQueue? memory) : IWriteOutcomes
{
    public void Delivered(in WriteHeader header, in EncodedWrite write)
    {
        account.CountDelivered();
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
            _ = journal!.Append(type, meta, data, entity[..length]);
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

    public PublishResult Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        if (localLog.TryAppend(in write, failure, reason, lane))
        {
            account.CountLogged();
            return new(PublishStatus.Degraded, header.Id, reason);
        }

        account.CountDropped();
        return new(PublishStatus.Dropped, header.Id, $"{reason}; the local log does not take it");
    }
}
