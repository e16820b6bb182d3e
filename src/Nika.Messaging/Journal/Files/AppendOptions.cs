namespace Nika.Messaging.Journal.Files;

/// <summary>Where an <see cref="AppendQueue"/> writes, and its bounds.</summary>
internal sealed record AppendOptions
{
    /// <summary>The queue's name in log lines and its gate's.</summary>
    public required string Name { get; init; }

    /// <summary>The file that gets every line. The lock file lies beside it.</summary>
    public required string MainPath { get; init; }

    /// <summary>The directory of the channel files; null if there are none.</summary>
    public string? ChannelDirectory { get; init; }

    /// <summary>The most bytes of lines that wait for the disk.</summary>
    public required int MaxPendingBytes { get; init; }

    /// <summary>The most bytes a line may have, its newline not counted.</summary>
    public int MaxLineBytes { get; init; } = int.MaxValue;

    /// <summary>How many channel files are kept open.</summary>
    public int OpenChannels { get; init; } = 1;

    /// <summary>Whether each batch is followed by an fsync.</summary>
    public bool Fsync { get; init; }

    /// <summary>The length at which a file is renamed and a new one begun; 0: never.</summary>
    public long RotateAtBytes { get; init; }

    /// <summary>The length past which the main file, its segments included, takes no more lines; 0: no bound.</summary>
    public long MaxFileBytes { get; init; }

    /// <summary>The main file's older parts; null if it is one file.</summary>
    public ISegments? Segments { get; init; }

    /// <summary>
    /// How long after a batch the background waits for more before it sleeps. While it does, whoever appends need not wake it: that takes
    /// longer than the appending. Zero: not at all.
    /// </summary>
    public TimeSpan Linger { get; init; }

    /// <summary>How long disposing waits for the disk.</summary>
    public TimeSpan DisposeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a failure the disk is tried again; each further failure doubles it.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much of <see cref="MaxPendingBytes"/> one failing channel file may hold: an eighth, so that a single bad file
    /// (a directory of that name, say) does not stop the others.
    /// </summary>
    public int ChannelShare => MaxPendingBytes / 8;
}
