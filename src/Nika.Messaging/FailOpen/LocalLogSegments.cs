using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Nika.Messaging.Journal.Files;

namespace Nika.Messaging;

/// <summary>
/// The files of a local log: <c>{pod}.jsonl</c>, which grows, and its older parts <c>{pod}.000001.jsonl</c>, … in order. What an earlier run
/// left becomes a part too, so a run's own lines begin in a file of their own. A process that finds its pod's name in use by
/// another only appends.
/// </summary>
/// <param name="mainPath">The file that grows.</param>
/// <param name="options">The bounds.</param>
/// <param name="logger">Says what is found.</param>
/// <param name="onDiscarded">Told how many messages of this run were in a part that was deleted for its room.</param>
internal sealed class LocalLogSegments(string mainPath, LocalLogOptions options, ILogger logger, Action<int> onDiscarded) : ISegments, IDisposable
{
    private readonly Lock sync = new();
    private readonly SortedDictionary<long, Segment> segments = [];
    private SafeFileHandle? ownership;
    private bool isPrepared;
    private bool isOwner;
    private long bytes;
    private long current = 1;

    /// <inheritdoc/>
    public long SegmentBytes => options.SegmentBytes < options.MaxFileBytes ? options.SegmentBytes : 0;

    /// <inheritdoc/>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>The number of the file that grows, and will have when it is a part.</summary>
    public long Current => Volatile.Read(ref current);

    /// <summary>The oldest file's number.</summary>
    public long Oldest
    {
        get
        {
            lock (sync)
            {
                return segments.Count > 0 ? segments.Keys.First() : current;
            }
        }
    }

    /// <summary>Whether nobody else writes under this name: only then are files moved, replayed and deleted.</summary>
    public bool IsOwner => Volatile.Read(ref isOwner);

    /// <summary>The first file of this run; older ones are an earlier run's.</summary>
    public long FirstOfRun { get; private set; } = 1;

    /// <summary>Whether an earlier run's files hold anything from there on.</summary>
    public bool IsLeft(LogPosition from)
    {
        lock (sync)
        {
            return segments.Any(part => part.Key < FirstOfRun && part.Value.Bytes > (part.Key == from.Segment ? from.Offset : part.Key > from.Segment ? 0 : long.MaxValue));
        }
    }

    /// <summary>Where it is kept how far the replay has come.</summary>
    public string CheckpointPath => Path.ChangeExtension(mainPath, ".replay.json");

    /// <inheritdoc/>
    public void Prepare()
    {
        lock (sync)
        {
            if (isPrepared)
            {
                return;
            }

            string directory = Path.GetDirectoryName(mainPath)!;
            try
            {
                _ = Directory.CreateDirectory(directory);
                Own();
                Find(directory);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new IOException(exception.Message, exception);
            }

            isPrepared = true;
        }
    }

    /// <inheritdoc/>
    public string? NextPath()
    {
        lock (sync)
        {
            if (isOwner)
            {
                MakeRoom();
            }

            return isOwner ? PathOfPart(current) : null;
        }
    }

    /// <inheritdoc/>
    public void Rotated(long length)
    {
        lock (sync)
        {
            Add(current, length);
            Volatile.Write(ref current, current + 1);
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <returns>Null if there is none yet.</returns>
    public SafeFileHandle? TryOpen(long number)
    {
        while (true)
        {
            long now = Current;
            var opened = LibC.OpenForRead(number < now ? PathOfPart(number) : mainPath);
            if (opened.IsInvalid)
            {
                int error = LibC.LastError;
                opened.Dispose();
                if (error != LibC.NoEntry)
                {
                    throw LibC.Failure("open", mainPath, error);
                }

                opened = null;
            }

            // It may have been moved between the two: only now is it certain which file was opened.
            if (number < now || Current == now)
            {
                return opened;
            }

            opened?.Dispose();
        }
    }

    /// <summary>The file after a part.</summary>
    public long Next(long number)
    {
        lock (sync)
        {
            foreach (long candidate in segments.Keys)
            {
                if (candidate > number)
                {
                    return candidate;
                }
            }

            return current;
        }
    }

    /// <summary>Every message of the part has met its end: it is deleted, or, if some of them are nowhere else, kept for as long as there is room.</summary>
    /// <param name="number">The part.</param>
    /// <param name="left">How many messages are nowhere else.</param>
    public void Settled(long number, int left)
    {
        lock (sync)
        {
            if (!segments.TryGetValue(number, out var segment))
            {
                return;
            }

            if (left == 0)
            {
                Delete(number, segment);
            }
            else
            {
                segments[number] = segment with { IsSettled = true, Left = left };
            }
        }
    }

    /// <summary>Parts up to one are an earlier run's that was done with them: nothing but room decides about them.</summary>
    public void SettledBefore(long number)
    {
        lock (sync)
        {
            foreach (long part in segments.Keys.Where(part => part < number).ToArray())
            {
                segments[part] = segments[part] with { IsSettled = true };
            }
        }
    }

    public void Dispose() => ownership?.Dispose();

    private void Own()
    {
        ownership ??= LibC.OpenForLock(Path.ChangeExtension(mainPath, ".lock"));
        if (ownership.IsInvalid)
        {
            int error = LibC.LastError;
            ownership = null;
            throw LibC.Failure("open", Path.ChangeExtension(mainPath, ".lock"), error);
        }

        isOwner = LibC.TryLock(ownership) == 0;
        if (!isOwner)
        {
            logger.LocalLogShared(mainPath);
        }
    }

    private void Find(string directory)
    {
        string name = Path.GetFileNameWithoutExtension(mainPath);
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles(name + ".*.jsonl"))
        {
            if (long.TryParse(file.Name.AsSpan(name.Length + 1, file.Name.Length - name.Length - 1 - ".jsonl".Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                Add(number, file.Length);
                current = Math.Max(current, number + 1);
            }
        }

        var left = new FileInfo(mainPath);
        if (isOwner && left is { Exists: true, Length: > 0 })
        {
            left.MoveTo(PathOfPart(current));
            Add(current, left.Length);
            current++;
        }

        FirstOfRun = current;
    }

    private void MakeRoom()
    {
        while (bytes + (2 * SegmentBytes) > options.MaxFileBytes && segments.FirstOrDefault(static item => item.Value.IsSettled) is { Value: { } settled, Key: var number })
        {
            Delete(number, settled);
            logger.LocalLogDiscarded(number, mainPath, settled.Left);
            if (settled.Left > 0)
            {
                onDiscarded(settled.Left);
            }
        }
    }

    private void Add(long number, long length)
    {
        segments[number] = new(length, IsSettled: false, Left: 0);
        Volatile.Write(ref bytes, bytes + length);
    }

    private void Delete(long number, Segment segment)
    {
        _ = segments.Remove(number);
        Volatile.Write(ref bytes, bytes - segment.Bytes);
        try
        {
            File.Delete(PathOfPart(number));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LocalLogKept(PathOfPart(number), exception.Message);
        }
    }

    private string PathOfPart(long number) => Path.ChangeExtension(mainPath, number.ToString("D6", CultureInfo.InvariantCulture) + ".jsonl");

    private sealed record Segment(long Bytes, bool IsSettled, int Left);
}
