using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// The files of an <see cref="AppendQueue"/>: deals lines out to them, keeps their order in each file, opens them as needed and closes the
/// channel that was not written to for longest. What a file does not take waits here, without keeping the other files from theirs.
/// Used by one thread at a time.
/// </summary>
/// <param name="options">Where, and the bounds.</param>
/// <param name="timeProvider">The clock for rotated files' names.</param>
/// <param name="logger">Where rotation failures go.</param>
/// <param name="settle">Told how many lines were written and how many were lost.</param>
internal sealed class AppendTargets(AppendOptions options, TimeProvider timeProvider, ILogger logger, Action<int, int> settle) : IDisposable
{
    /// <summary>Line and channel length, before each line in the queue's buffer.</summary>
    public const int FrameHeader = 2 * sizeof(int);

    /// <summary>A file that is moved away this often in a row while we try to write is left for later.</summary>
    private const int MaxReopens = 8;

    private readonly AppendLock appendLock = new(Path.GetDirectoryName(Path.GetFullPath(options.MainPath))!);
    private readonly AppendTarget main = new(options.MainPath, channel: null);
    private readonly Dictionary<string, AppendTarget> channels = new(Utf8NameComparer.Instance);
    private readonly LinkedList<AppendTarget> open = [];
    private readonly List<AppendTarget> waiting = [];
    private string? loggedRotationFault;

    // What channels keep for their next lines. A busy channel's buffer must not be made anew for each batch, many channels' must not add up.
    private long keptBytes;
    private long mainFileLength;

    /// <summary>How many bytes wait.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>How many channel files are open.</summary>
    public int OpenChannels => open.Count;

    /// <summary>How long the main file is, its segments included; 0 before it is first opened.</summary>
    public long MainLength => mainFileLength + (options.Segments?.Bytes ?? 0);

    /// <summary>Why a file does not take its lines; null if all do.</summary>
    public string? Fault { get; private set; }

    /// <summary>Deals out framed lines: line length, channel length, channel, line.</summary>
    public void Add(ReadOnlySpan<byte> frames)
    {
        var byName = channels.GetAlternateLookup<ReadOnlySpan<byte>>();
        while (!frames.IsEmpty)
        {
            int lineLength = BinaryPrimitives.ReadInt32LittleEndian(frames);
            int channelLength = BinaryPrimitives.ReadInt32LittleEndian(frames[sizeof(int)..]);
            var channel = frames.Slice(FrameHeader, channelLength);
            var line = frames.Slice(FrameHeader + channelLength, lineLength);
            frames = frames[(FrameHeader + channelLength + lineLength)..];

            Add(main, line);
            if (channel.IsEmpty)
            {
                continue;
            }

            if (byName.TryGetValue(channel, out var target) || TryMake(Utf8NameComparer.Instance.Create(channel), out target))
            {
                Add(target, line);
            }
            else
            {
                settle(0, 1);
            }
        }
    }

    /// <summary>Writes what waits.</summary>
    /// <param name="retry">Whether files that failed last time are tried again.</param>
    public void Write(bool retry)
    {
        if (retry && options.MaxFileBytes > 0)
        {
            // Somebody may have taken the full file away.
            mainFileLength = LibC.TryStatus(main.Path, out var status) ? status.Length : 0;
        }

        Fault = null;
        int kept = 0;
        for (int i = 0; i < waiting.Count; i++)
        {
            var target = waiting[i];
            if (target.Fault is null || retry)
            {
                Write(target);
            }

            if (target.Lines > 0)
            {
                Fault ??= target.Fault;
                waiting[kept++] = target;
            }
        }

        waiting.RemoveRange(kept, waiting.Count - kept);
    }

    public void Dispose()
    {
        main.File?.Dispose();
        foreach (var target in open)
        {
            target.File!.Dispose();
        }

        appendLock.Dispose();
    }

    private bool TryMake(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AppendTarget? target)
    {
        // Names come from validated ids. A path is made of them here, so this is where it must hold.
        if (options.ChannelDirectory is not { } directory || !IdFormat.IsValid(name))
        {
            target = null;
            return false;
        }

        target = new(Path.Combine(directory, name + ".jsonl"), name);
        channels.Add(name, target);
        return true;
    }

    private void Add(AppendTarget target, ReadOnlySpan<byte> line)
    {
        if (target.Fault is not null && target.Channel is not null && target.Pending.Length + line.Length > options.ChannelShare)
        {
            settle(0, 1);
            return;
        }

        if (target.Lines == 0)
        {
            waiting.Add(target);
        }

        target.Add(line);
        PendingBytes += line.Length;
    }

    private void Write(AppendTarget target)
    {
        try
        {
            for (int reopens = 0; target.Lines > 0;)
            {
                var file = target.File ?? Open(target);
                DropPastBound(target, file);
                if (target.Lines == 0)
                {
                    break;
                }

                var pending = target.Pending;
                var rotation = target == main && options.Segments is { } segments ? new FileRotation(segments) : new FileRotation(options.RotateAtBytes);
                bool current = file.TryAppend(pending, rotation, timeProvider.GetUtcNow(), out int written);
                LogRotation(file);
                if (!current)
                {
                    Close(target);
                    appendLock.Forget();
                    reopens++;
                    if (reopens > MaxReopens)
                    {
                        throw new IOException($"{target.Path} was moved away {reopens} times in a row");
                    }

                    continue;
                }

                if (options.Fsync)
                {
                    // A failure leaves the lines waiting: they may be in the file twice then, rather than not at all.
                    file.Sync();
                }

                int whole = written == pending.Length ? written : pending[..written].LastIndexOf((byte)'\n') + 1;
                Remove(target, whole);
                NoteLength(target, file);
            }

            target.Fault = null;
        }
        catch (IOException exception)
        {
            target.Fault = exception.Message;
            target.Compact();
            Close(target);
        }
    }

    private AppendFile Open(AppendTarget target)
    {
        if (target.Channel is not null)
        {
            while (open.Count >= options.OpenChannels)
            {
                Close(open.First!.Value);
            }
        }

        if (target == main)
        {
            options.Segments?.Prepare();
        }

        var file = AppendFile.Open(target.Path, appendLock);
        target.File = file;
        if (target.Channel is not null)
        {
            target.OpenPlace = open.AddLast(target);
        }

        NoteLength(target, file);
        return file;
    }

    private void Close(AppendTarget target)
    {
        target.File?.Dispose();
        target.File = null;
        if (target.OpenPlace is { } place)
        {
            open.Remove(place);
            target.OpenPlace = null;
        }

        // A channel is remembered while it is open or has lines to write.
        if (target.Channel is { } channel && target.Lines == 0)
        {
            channels.Remove(channel);
            keptBytes -= target.KeptBytes;
        }
    }

    private void DropPastBound(AppendTarget target, AppendFile file)
    {
        long room = options.MaxFileBytes - file.Length - (options.Segments?.Bytes ?? 0) - 1; // the newline that may come first
        if (options.MaxFileBytes == 0 || target != main || target.Pending.Length <= room)
        {
            return;
        }

        int fitting = room <= 0 ? 0 : target.Pending[..(int)room].LastIndexOf((byte)'\n') + 1;
        PendingBytes -= target.Pending.Length - fitting;
        settle(0, target.Truncate(fitting));
    }

    private void Remove(AppendTarget target, int bytes)
    {
        PendingBytes -= bytes;
        int kept = target.KeptBytes;
        settle(target.Remove(bytes), 0);
        keptBytes += target.KeptBytes - kept;
        if (keptBytes > options.MaxPendingBytes && target is { Lines: 0, KeptBytes: > 0 })
        {
            keptBytes -= target.KeptBytes;
            target.GiveBack();
        }

        if (target.OpenPlace is { } place)
        {
            open.Remove(place);
            open.AddLast(place);
        }
    }

    private void NoteLength(AppendTarget target, AppendFile file)
    {
        if (target == main)
        {
            mainFileLength = file.Length;
        }
    }

    private void LogRotation(AppendFile file)
    {
        if (file.RotationFault is { } fault && fault != loggedRotationFault)
        {
            loggedRotationFault = fault;
            logger.RotationFailed(file.Path, fault);
        }
    }
}
