using System.Buffers.Binary;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Writing;

/// <summary>
/// Puts writes into a transaction: MULTI, the writes, one expiry for each distinct key, EXEC. Whatever byte the connection is cut
/// at, the server has run all of it or none. Allocates nothing in the steady state.
/// </summary>
internal sealed class FlushEncoder(WriteLane lane, ServerClock clock)
{
    private readonly Expiry[] expiries = new Expiry[Flush.MaxKeys];
    private int keys;

    /// <summary>The transaction's bytes.</summary>
    public CommandBuffer Buffer { get; } = new(2 * Flush.MaxBytes);

    /// <summary>Whether one more write may be added.</summary>
    public bool HasRoom(Flush flush) => flush.Writes < Flush.MaxWrites && keys < Flush.MaxKeys && Buffer.Length < Flush.MaxBytes;

    /// <summary>Begins a transaction.</summary>
    public void Begin(Flush flush)
    {
        flush.Reset();
        Buffer.Clear();
        keys = 0;
        if (clock.IsDue)
        {
            flush.AsksTime = true;
            Buffer.Raw("*1\r\n$4\r\nTIME\r\n"u8);
        }

        Buffer.Raw("*1\r\n$5\r\nMULTI\r\n"u8);
    }

    /// <summary>Adds a write.</summary>
    public void Add(Flush flush, long sequence)
    {
        var write = lane[sequence];
        switch (write.Kind)
        {
            case WriteKind.Append:
                flush.Add(sequence, Append(in write));
                Expire(sequence, in write, isHash: false);
                break;
            case WriteKind.ReplaceHash:
                flush.Add(sequence, ReplaceHash(in write));
                break;
            default:
                flush.Add(sequence, Increment(in write));
                Expire(sequence, in write, isHash: true);
                break;
        }
    }

    /// <summary>Ends the transaction.</summary>
    public void End(Flush flush)
    {
        if (keys > 0)
        {
            flush.HasExpiry = true;
            flush.Commands++;
            Buffer.Begin(3 + (3 * keys));
            Buffer.Raw("$4\r\nEVAL\r\n"u8);
            Buffer.Argument(Scripts.Expire);
            Buffer.Argument(keys);
            for (int i = 0; i < keys; i++)
            {
                Buffer.Argument(lane[expiries[i].Sequence].Key);
            }

            for (int i = 0; i < keys; i++)
            {
                Buffer.Raw(expiries[i].IsHash ? "$4\r\nhash\r\n"u8 : "$6\r\nstream\r\n"u8);
                Buffer.Argument(expiries[i].TimeToLive);
            }
        }

        Buffer.Raw("*1\r\n$4\r\nEXEC\r\n"u8);
    }

    private int Append(in EncodedWrite write)
    {
        var fields = new FieldReader(write.Fields);
        bool isTrimmed = write.RetentionMilliseconds > 0 || write.MaxLength > 0;
        Buffer.Begin(3 + (isTrimmed ? 3 : 0) + (2 * fields.Count()));
        Buffer.Raw("$4\r\nXADD\r\n"u8);
        Buffer.Argument(write.Key);
        if (write.RetentionMilliseconds > 0)
        {
            Buffer.Raw("$5\r\nMINID\r\n$1\r\n~\r\n"u8);
            Buffer.Argument(Math.Max(0, clock.NowMilliseconds - write.RetentionMilliseconds));
        }
        else if (write.MaxLength > 0)
        {
            Buffer.Raw("$6\r\nMAXLEN\r\n$1\r\n~\r\n"u8);
            Buffer.Argument(write.MaxLength);
        }

        Buffer.Raw("$1\r\n*\r\n"u8);
        Fields(fields);
        if (write.RetentionMilliseconds == 0 || write.MaxLength == 0)
        {
            return 1;
        }

        // XADD trims by age or by number, not by both.
        Buffer.Raw("*5\r\n$5\r\nXTRIM\r\n"u8);
        Buffer.Argument(write.Key);
        Buffer.Raw("$6\r\nMAXLEN\r\n$1\r\n~\r\n"u8);
        Buffer.Argument(write.MaxLength);
        return 2;
    }

    private int ReplaceHash(in EncodedWrite write)
    {
        var fields = new FieldReader(write.Fields);
        Buffer.Begin(5 + (2 * fields.Count()));
        Buffer.Raw("$4\r\nEVAL\r\n"u8);
        Buffer.Argument(write.OnlyIfNewer ? Scripts.ReplaceOlderHash : Scripts.ReplaceHash);
        Buffer.Raw("$1\r\n1\r\n"u8);
        Buffer.Argument(write.Key);
        Buffer.Argument(write.TimeToLiveMilliseconds);
        Fields(fields);
        return 1;
    }

    private int Increment(in EncodedWrite write)
    {
        int commands = 0;
        var fields = new FieldReader(write.Fields);
        while (fields.TryNext(out var name, out var value))
        {
            Buffer.Raw("*4\r\n$7\r\nHINCRBY\r\n"u8);
            Buffer.Argument(write.Key);
            Buffer.Argument(name);
            Buffer.Argument(value);
            commands++;
        }

        return commands;
    }

    private void Fields(FieldReader fields)
    {
        while (fields.TryNext(out var name, out var value))
        {
            Buffer.Argument(name);
            Buffer.Argument(value);
        }
    }

    /// <summary>Notes the key's expiry: of several for one key the longest.</summary>
    private void Expire(long sequence, in EncodedWrite write, bool isHash)
    {
        uint print = Fingerprint(write.Key);
        for (int i = keys - 1; i >= 0; i--)
        {
            ref var known = ref expiries[i];
            if (known.Fingerprint == print && known.IsHash == isHash && lane[known.Sequence].Key.SequenceEqual(write.Key))
            {
                known.TimeToLive = Math.Max(known.TimeToLive, write.TimeToLiveMilliseconds);
                return;
            }
        }

        expiries[keys++] = new() { Sequence = sequence, Fingerprint = print, IsHash = isHash, TimeToLive = write.TimeToLiveMilliseconds };
    }

    /// <summary>Tells most keys apart cheaply: their length and last bytes, since keys begin alike.</summary>
    private static uint Fingerprint(ReadOnlySpan<byte> key) =>
        (uint)key.Length ^ (key.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(key[^sizeof(uint)..]) : 0);

    private struct Expiry
    {
        /// <summary>A write with this key; its bytes stay where they are until it is reported.</summary>
        public long Sequence;
        public uint Fingerprint;
        public bool IsHash;
        public long TimeToLive;
    }
}
