using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nika.Messaging.Journal.Files;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// The local log, <c>logs/{pod}.jsonl</c>: what could not be delivered, whole and readable, so that it can be sent again or searched.
/// Bounded in memory and on disk.
/// </summary>
internal sealed class LocalLog : IAsyncDisposable
{
    /// <summary>No message comes near it: a hash is bounded to 512 KiB. It keeps the reader of a damaged file from reading it all into memory.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    // At 20,000 messages a second 200 lines a write; what a killed pod may lack of its log.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    private readonly AppendQueue queue;
    private readonly TimeProvider timeProvider;

    /// <summary>Makes a local log. Touches no file yet.</summary>
    /// <param name="options">Where, and the bounds.</param>
    /// <param name="pod">The pod, for the file's name.</param>
    /// <param name="timeProvider">The clock: when a message was logged.</param>
    /// <param name="logger">Where changes of state go, once each.</param>
    /// <param name="onLost">Told how many messages were taken and are lost all the same, because the disk failed to the end. Called in the background.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public LocalLog(LocalLogOptions options, PodName pod, TimeProvider timeProvider, ILogger logger, Action<int> onLost)
    {
        string[] faults = [.. options.Faults()];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(LocalLogOptions), typeof(LocalLogOptions), faults);
        }

        this.timeProvider = timeProvider;
        FilePath = Path.Combine(options.Directory, "logs", pod.Value + ".jsonl");
        Segments = new(Path.GetFullPath(FilePath), options, logger, onLost);
        queue = new(
            new()
            {
                Name = "local log",
                MainPath = FilePath,
                MaxPendingBytes = options.MaxPendingBytes,
                MaxLineBytes = MaxLineBytes,
                MaxFileBytes = options.MaxFileBytes,
                Segments = Segments,
                DisposeTimeout = options.CloseTimeout,
                Linger = Linger,
            },
            timeProvider,
            logger,
            onLost);
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The files.</summary>
    public LocalLogSegments Segments { get; }

    /// <summary>Whether the disk takes lines.</summary>
    public Gate Gate => queue.Gate;

    /// <summary>Messages in the file.</summary>
    public long Written => queue.Written;

    /// <summary>Messages that were not taken, or taken and lost.</summary>
    public long Lost => queue.Lost;

    /// <summary>Takes a message that was not delivered. Copies the bytes and returns: never waits, touches no file.</summary>
    /// <param name="write">The message.</param>
    /// <param name="failure">What is known of it.</param>
    /// <param name="reason">Why, for people; never holds a secret.</param>
    /// <param name="lane">The lane's name.</param>
    /// <param name="id">The envelope's id.</param>
    /// <param name="replay">Whether it is to be sent again.</param>
    /// <param name="layer">Its layer: what follows from its delivery depends on it.</param>
    /// <param name="memoryText">The text for memory; null if it is not to be remembered.</param>
    /// <param name="after">For an unknown outcome: the server's clock, in Unix milliseconds, after which it may have been stored.</param>
    /// <returns>False if it was not taken: too many wait for the disk, or the file has reached its bound. The caller counts it as dropped.</returns>
    public bool TryAppend(in EncodedWrite write, WriteFailure failure, string reason, string lane, Guid id = default, bool replay = false, MessageLayer layer = MessageLayer.Stream, string? memoryText = null, long after = 0) =>
        queue.TryAppend(new LocalLogLineSource
        {
            Timestamp = timeProvider.GetUtcNow(),
            Write = write,
            Failure = failure,
            Reason = reason,
            Lane = lane,
            Id = id,
            Replay = replay,
            Layer = layer,
            MemoryText = memoryText,
            After = after,
        });

    /// <summary>Waits until every message taken so far was written, or tried in vain.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether all of them are in the file.</returns>
    public Task<bool> FlushAsync(CancellationToken cancellationToken) => queue.FlushAsync(cancellationToken);

    /// <summary>Writes what waits, for at most <see cref="LocalLogOptions.CloseTimeout"/>; what is left then is lost and told.</summary>
    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync().ConfigureAwait(false);
        Segments.Dispose();
    }

    /// <summary>Reads one line.</summary>
    public static LocalLogEntry? Parse(in RawLine line, out string? fault)
    {
        fault = line.Fault;
        return fault is null ? LocalLogParser.Parse(line.Bytes.Span, out fault) : null;
    }

    /// <summary>Reads a local log back.</summary>
    /// <param name="path">The file; an absent one has no entries.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static async IAsyncEnumerable<LocalLogRecord> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in new LineReader(path, MaxLineBytes).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Parse(line);
        }
    }

    private static LocalLogRecord Parse(in RawLine line)
    {
        var entry = Parse(in line, out string? fault);
        return new(line.Number, line.Offset, entry, fault);
    }
}
