using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>The local log as the replay sees it: what is still to be sent, a batch at a time, and how far it has come.</summary>
internal sealed class ReplaySource : IDisposable
{
    private const int BatchMessages = 512;
    private const int BatchBytes = 4 * 1024 * 1024;

    private readonly LocalLogSegments segments;
    private readonly SegmentReader reader;
    private readonly Account account;
    private readonly ILogger logger;
    private readonly LoggedDescriptors descriptors = new();
    private readonly Dictionary<Guid, ReplayItem> handedOver = [];
    private readonly Dictionary<long, int> left = [];
    private readonly List<long> finished = [];
    private LocalLogEntry? putBack;
    private LogPosition putBackAt;
    private ReplayCheckpoint checkpoint;
    private bool isSaved;

    // What a killed run sent beyond its checkpoint is a beginning of what is read first: looked for until none of a batch is found.
    private bool isReconciling;

    private ReplaySource(LocalLogSegments segments, ReplayCheckpoint? saved, Account account, ILogger logger)
    {
        this.segments = segments;
        this.account = account;
        this.logger = logger;
        bool isUsable = saved is { } known && known.Position.Segment < segments.FirstOfRun;
        checkpoint = isUsable ? saved!.Value : new(new(segments.Oldest, 0), 0, 0);
        isReconciling = isSaved = isUsable;
        left[checkpoint.Position.Segment] = checkpoint.Left;
        segments.SettledBefore(checkpoint.Position.Segment);
        reader = new(segments, checkpoint.Position, LocalLog.MaxLineBytes) { OnLeft = finished.Add };
    }

    /// <summary>Whether an earlier run has left something.</summary>
    public bool HasInherited => segments.IsLeft(checkpoint.Position);

    /// <summary>The messages read and not settled.</summary>
    public List<ReplayItem> Batch { get; } = [];

    /// <summary>Whether the last batch ended because it was large enough: there is more.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether the next message is kept in memory by the backlog.</summary>
    public bool IsAtTail { get; private set; }

    public static ReplaySource Open(LocalLog log, Account account, ILogger logger) =>
        new(log.Segments, ReplayCheckpoint.Load(log.Segments.CheckpointPath), account, logger);

    /// <summary>Reads the next batch; the last one is settled.</summary>
    /// <returns>False if there is nothing to send at present.</returns>
    public bool TryRead(Backlog backlog)
    {
        IsFull = false;
        int bytes = 0;
        while (!IsAtTail && TryNext(out var entry, out var at))
        {
            if (backlog.FirstKept is { } first && first.Header.Id == entry.Id)
            {
                IsAtTail = true;
                putBack = entry;
                putBackAt = at;
                break;
            }

            if (ItemOf(entry, at.Segment) is { } item)
            {
                Batch.Add(item);
                bytes += item.Bytes.Length;
                if (Batch.Count == BatchMessages || bytes > BatchBytes)
                {
                    IsFull = true;
                    break;
                }
            }
        }

        return Batch.Count > 0;
    }

    /// <summary>The backlog has given up what it kept: these messages are read once more, in the state they are in.</summary>
    public void TakeOver(ReplayItem[] kept)
    {
        IsAtTail = false;
        foreach (var item in kept)
        {
            handedOver[item.Header.Id] = item;
        }
    }

    /// <summary>Makes a batch of what was given up and then not found in the file, because the disk has lost it. Everything must be read.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryTakeMissing()
    {
        Batch.AddRange(handedOver.Values);
        handedOver.Clear();
        return Batch.Count > 0;
    }

    /// <summary>A message has met its end.</summary>
    public void Settled(ReplayItem item, bool isLeft)
    {
        if (isLeft)
        {
            Leave(item.Segment);
        }
    }

    /// <summary>Unknown messages were looked for.</summary>
    public void LookedUp(bool foundAny) => isReconciling &= foundAny;

    /// <summary>The sending begins.</summary>
    public void Begin(long serverMilliseconds)
    {
        if (!isSaved)
        {
            isSaved = true;
            Keep(checkpoint with { After = serverMilliseconds });
        }
    }

    /// <summary>Everything read so far has met its end: writes that down.</summary>
    public void Save(long serverMilliseconds)
    {
        foreach (long segment in finished)
        {
            segments.Settled(segment, left.Remove(segment, out int count) ? count : 0);
        }

        finished.Clear();
        var position = putBack is null ? reader.Position : putBackAt;
        if (position == checkpoint.Position)
        {
            return;
        }

        // Some of what was handed over may have been sent before this, and a killed run's last messages certainly were.
        isSaved = true;
        Keep(new(position, handedOver.Count == 0 && !isReconciling ? serverMilliseconds : checkpoint.After, left.GetValueOrDefault(position.Segment)));
    }

    public void Dispose() => reader.Dispose();

    private void Keep(ReplayCheckpoint next)
    {
        checkpoint = next;
        try
        {
            next.Save(segments.CheckpointPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The worst that follows is that a restarted pod looks for more than it has to.
            logger.CheckpointFailed(exception.Message);
        }
    }

    private bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LocalLogEntry? entry, out LogPosition at)
    {
        if (putBack is not null)
        {
            (entry, at) = (putBack, putBackAt);
            putBack = null;
            return true;
        }

        while (reader.TryNext(out var line))
        {
            at = new(reader.Segment, line.Offset);
            entry = LocalLog.Parse(in line, out string? fault);
            if (entry is null)
            {
                logger.ReplayUnreadable(line.Offset, reader.Segment, fault!);
                Leave(reader.Segment);
                continue;
            }

            if (reader.Segment < segments.FirstOfRun)
            {
                account.CountInherited();
            }

            if (entry.Replay && entry.Kind != WriteKind.Increment)
            {
                return true;
            }

            Leave(reader.Segment);
        }

        entry = null;
        at = default;
        return false;
    }

    private ReplayItem? ItemOf(LocalLogEntry entry, long segment)
    {
        if (handedOver.Remove(entry.Id, out var known))
        {
            known.Segment = segment;
            return known;
        }

        var descriptor = descriptors.Of(entry);
        bool isUnknown = entry.Failure == WriteFailure.Unknown;
        return new()
        {
            Bytes = [.. entry.Key, .. entry.Fields],
            Header = new WriteHeader
            {
                Kind = entry.Kind,
                KeyLength = entry.Key.Length,
                Descriptor = descriptor,
                Entity = descriptor.IsJournaled ? EntityOf(entry) : default,
                MemoryText = entry.MemoryText,
                Id = entry.Id,
            },
            ExpiresAt = entry.Timestamp.AddMilliseconds(entry.TimeToLiveMilliseconds),
            State = isUnknown || isReconciling ? ReplayState.Unknown : ReplayState.Waiting,
            After = !isReconciling ? entry.After : isUnknown ? Math.Min(entry.After, checkpoint.After) : checkpoint.After,
            IsCounted = segment >= segments.FirstOfRun,
            Segment = segment,
        };
    }

    private static EntityId EntityOf(LocalLogEntry entry)
    {
        var fields = new FieldReader(entry.Fields);
        if (!fields.TryFind(WireFields.Meta, out var json))
        {
            return default;
        }

        var envelope = new JsonReader(json);
        return NikaMeta.TryReadJson(ref envelope, out var meta) ? meta.EntityId ?? default : default;
    }

    private void Leave(long segment) => CollectionsMarshal.GetValueRefOrAddDefault(left, segment, out _)++;
}
