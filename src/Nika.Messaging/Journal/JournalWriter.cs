using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nika.Messaging.Journal.Files;

namespace Nika.Messaging.Journal;

/// <summary>
/// Writes the JSONL bus: a line for each message the store has acknowledged, in the order of the replies, to Alpha's file and to the
/// file of the entity it names.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private readonly AppendQueue queue;
    private readonly TimeProvider timeProvider;

    /// <summary>Makes a writer. Touches no file yet.</summary>
    /// <param name="options">Where, and the bounds.</param>
    /// <param name="timeProvider">The clock: when a line was journaled.</param>
    /// <param name="logger">Where changes of state go, once each.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public JournalWriter(JournalOptions options, TimeProvider timeProvider, ILogger logger)
    {
        string[] faults = [.. options.Faults()];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(JournalOptions), typeof(JournalOptions), faults);
        }

        this.timeProvider = timeProvider;
        queue = new(
            new()
            {
                Name = "journal",
                MainPath = BusFiles.Alpha(options.Directory),
                ChannelDirectory = BusFiles.Channels(options.Directory),
                MaxPendingBytes = options.MaxPendingBytes,
                MaxLineBytes = BusFiles.MaxLineBytes,
                OpenChannels = options.OpenChannels,
                Fsync = options.Fsync,
                RotateAtBytes = options.RotateAtBytes,
                DisposeTimeout = options.CloseTimeout,
            },
            timeProvider,
            logger);
    }

    /// <summary>Whether the disk takes lines.</summary>
    public Gate Gate => queue.Gate;

    /// <summary>Lines in the files, counted once for each file.</summary>
    public long WrittenLines => queue.Written;

    /// <summary>Lines that are not in a file they belong to, counted once for each file. Their messages are not lost: the store has them.</summary>
    public long LostLines => queue.Lost;

    /// <summary>How many channel files are open.</summary>
    public int OpenChannels => queue.OpenChannels;

    /// <summary>
    /// Takes a line. Copies the bytes and returns: never waits, touches no file, allocates nothing once its buffers have grown.
    /// </summary>
    /// <param name="type">The message's wire name.</param>
    /// <param name="meta">Its envelope: the JSON that was sent.</param>
    /// <param name="data">Its body: the JSON that was sent.</param>
    /// <param name="entityId">The entity whose channel file gets the line too; empty if it names none.</param>
    /// <param name="replayed">Whether the message was replayed after an outage.</param>
    /// <returns>False if the line was lost, which is counted: too many wait for the disk, or it is longer than <see cref="BusFiles.MaxLineBytes"/>.</returns>
    public bool Append(ReadOnlySpan<byte> type, ReadOnlySpan<byte> meta, ReadOnlySpan<byte> data, ReadOnlySpan<byte> entityId = default, bool replayed = false) =>
        queue.TryAppend(new BusLineSource
        {
            Timestamp = timeProvider.GetUtcNow(),
            Type = type,
            Meta = meta,
            Data = data,
            Channel = entityId,
            Replayed = replayed,
        });

    /// <summary>Waits until every line taken so far was written, or tried in vain.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether all of them are in their files.</returns>
    public Task<bool> FlushAsync(CancellationToken cancellationToken) => queue.FlushAsync(cancellationToken);

    /// <summary>Writes what waits, for at most <see cref="JournalOptions.CloseTimeout"/>; what is left then is lost and counted.</summary>
    public ValueTask DisposeAsync() => queue.DisposeAsync();
}
