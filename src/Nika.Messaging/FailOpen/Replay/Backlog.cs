using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging;

/// <summary>
/// What is in the local log and still to be sent: which streams have some of it, so that new messages for them queue behind. The log
/// and these counts change together, under one lock.
/// </summary>
/// <param name="log">The local log.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="replays">Whether messages are replayed at all; otherwise the log is only for reading.</param>
internal sealed class Backlog(LocalLog log, TimeProvider timeProvider, bool replays)
{
    private bool isReplayed = replays;

    /// <summary>Past so many streams all are held to have some: what is counted is bounded.</summary>
    private const int MaxStreams = 10_000;

    /// <summary>The most messages kept in memory beside the file for the change back to sending directly.</summary>
    public const int MaxTail = 1024;

    private readonly Lock sync = new();
    private readonly Dictionary<string, int> streams = new(Utf8KeyComparer.Instance);
    private readonly List<ReplayItem> tail = [];
    private bool isEverything;
    private bool keepsTail;
    private long appended;
    private volatile bool isEmpty = true;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => isEmpty;

    /// <summary>Called when there is something to replay; returns at once.</summary>
    public Action? Wake { get; set; }

    /// <summary>How many messages were taken for replay.</summary>
    public long Appended
    {
        get
        {
            lock (sync)
            {
                return appended;
            }
        }
    }

    /// <summary>Whether messages are kept in memory too.</summary>
    public bool KeepsTail
    {
        get
        {
            lock (sync)
            {
                return keepsTail;
            }
        }
    }

    /// <summary>The oldest message kept; null if none is.</summary>
    public ReplayItem? FirstKept
    {
        get
        {
            lock (sync)
            {
                return tail.Count > 0 ? tail[0] : null;
            }
        }
    }

    /// <summary>
    /// Whether a write has to go to the log, behind others of its stream. Not while the disk refuses: then order gives way, for what waits
    /// cannot be read back and the server is there. Hashes never wait: the newer one wins.
    /// </summary>
    public bool Holds(ReadOnlySpan<byte> key, WriteKind kind)
    {
        if (isEmpty || kind != WriteKind.Append || !log.Gate.IsOpen)
        {
            return false;
        }

        lock (sync)
        {
            return !isEmpty && (isEverything || streams.GetAlternateLookup<ReadOnlySpan<byte>>().ContainsKey(key));
        }
    }

    /// <summary>Takes a message that was not delivered.</summary>
    /// <returns>False if the log does not take it.</returns>
    public bool TryAppend(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        bool replay = Volatile.Read(ref isReplayed) && failure != WriteFailure.Rejected && header.Descriptor.Layer != MessageLayer.Telemetry;
        if (!replay)
        {
            return log.TryAppend(in write, failure, reason, lane, header.Id, replay: false, header.Descriptor.Layer, header.MemoryText);
        }

        bool isFirst;
        lock (sync)
        {
            isFirst = isEmpty;
            if (!log.TryAppend(in write, failure, reason, lane, header.Id, replay: true, header.Descriptor.Layer, header.MemoryText, header.After))
            {
                return false;
            }

            appended++;
            Count(write.Key, write.Kind);
            if (keepsTail)
            {
                Keep(in header, in write, failure);
            }
        }

        // The replay waits for more only while there is nothing.
        if (isFirst)
        {
            Wake?.Invoke();
        }

        return true;
    }

    /// <summary>Nothing will be replayed: another process owns the log.</summary>
    public void Abandon()
    {
        lock (sync)
        {
            Volatile.Write(ref isReplayed, false);
            keepsTail = false;
            tail.Clear();
            Clear();
        }
    }

    /// <summary>Something of an earlier run is in the log; nobody knows of which streams until it is read.</summary>
    public void Assume()
    {
        lock (sync)
        {
            isEverything = true;
            isEmpty = false;
        }
    }

    /// <summary>A message that the lane had taken has failed again: new ones queue behind it.</summary>
    public void Returned(ReplayItem item)
    {
        lock (sync)
        {
            if (!item.IsCounted)
            {
                item.IsCounted = true;
                Count(item.Key, item.Header.Kind);
            }
        }

        Wake?.Invoke();
    }

    /// <summary>A message has met its end.</summary>
    public void Settled(ReplayItem item)
    {
        lock (sync)
        {
            if (!item.IsCounted)
            {
                return;
            }

            item.IsCounted = false;
            var byKey = streams.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (item.Header.Kind == WriteKind.Append && byKey.TryGetValue(item.Key, out int count))
            {
                if (count > 1)
                {
                    byKey[item.Key] = count - 1;
                }
                else
                {
                    _ = byKey.Remove(item.Key);
                }
            }
        }
    }

    /// <summary>Everything was read and has met its end.</summary>
    /// <param name="upTo"><see cref="Appended"/>, from before reading.</param>
    /// <returns>False if more has come since.</returns>
    public bool TryFinish(long upTo)
    {
        lock (sync)
        {
            if (appended != upTo)
            {
                return false;
            }

            Clear();
            return true;
        }
    }

    /// <summary>From now on messages are kept in memory too, beside the file: little is left to read.</summary>
    public void KeepTail()
    {
        lock (sync)
        {
            keepsTail = true;
        }
    }

    /// <summary>
    /// Gives what was kept to the lane, in order and in one step, after which new messages go there directly, behind it. What the
    /// lane does not take stays in the file, to be read.
    /// </summary>
    /// <param name="laneOf">Finds the lane of a key.</param>
    /// <param name="send">Sends one; false if the lane does not take it.</param>
    /// <returns>What was kept, as it stands in the file too.</returns>
    public ReplayItem[] HandOver(Func<ReplayItem, WriteLane> laneOf, Func<ReplayItem, WriteLane, bool> send)
    {
        if (FirstKept is not { } first)
        {
            lock (sync)
            {
                keepsTail = false;
                tail.Clear();
                return [];
            }
        }

        // Always in this order, the lane's lock first: when a lane goes down it fails its last writes under its lock.
        var lane = laneOf(first);
        using (lane.Enter())
        {
            lock (sync)
            {
                ReplayItem[] kept = [.. tail];
                keepsTail = false;
                tail.Clear();
                if (kept.Length > 0 && Array.TrueForAll(kept, item => laneOf(item) == lane && send(item, lane)))
                {
                    Array.ForEach(kept, static item => item.IsCounted = false);
                    Clear();
                }

                return kept;
            }
        }
    }

    private void Keep(in WriteHeader header, in EncodedWrite write, WriteFailure failure)
    {
        if (tail.Count == MaxTail)
        {
            // They come faster than little can be read: then by the file again, until there is less.
            keepsTail = false;
            tail.Clear();
            return;
        }

        var item = new ReplayItem
        {
            Bytes = [.. write.Key, .. write.Fields],
            Header = header,
            ExpiresAt = timeProvider.GetUtcNow().AddMilliseconds(write.TimeToLiveMilliseconds),
            After = header.After,
            State = failure == WriteFailure.Unknown ? ReplayState.Unknown : ReplayState.Waiting,
            IsCounted = true,
        };
        tail.Add(item);
    }

    private void Count(ReadOnlySpan<byte> key, WriteKind kind)
    {
        isEmpty = false;
        if (kind != WriteKind.Append || isEverything)
        {
            return;
        }

        var byKey = streams.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byKey.TryGetValue(key, out int count))
        {
            byKey[key] = count + 1;
        }
        else if (streams.Count < MaxStreams)
        {
            byKey[key] = 1;
        }
        else
        {
            isEverything = true;
        }
    }

    private void Clear()
    {
        streams.Clear();
        isEverything = false;
        isEmpty = true;
    }
}
